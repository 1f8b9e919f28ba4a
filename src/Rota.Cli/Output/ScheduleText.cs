namespace Rota.Cli.Output;

/// <summary>Schedules as text.</summary>
internal static class ScheduleText
{
    public static string Csv(ShopRun run) => run.Problem.Name;
}
