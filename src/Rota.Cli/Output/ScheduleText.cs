using Rota.Rendering;

namespace Rota.Cli.Output;

/// <summary>The schedule of a run as text of some kind.</summary>
internal static class ScheduleText
{
    public static string Csv(ShopRun run) => Write(run, ScheduleCsv.Write);

    public static string Trace(ShopRun run) => Write(run, ChromeTrace.Write);

    private static string Write(ShopRun run, Action<Schedules.Schedule, TextWriter> write)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        write(run.Solution.Answer!.ToSchedule(run.Problem), writer);
        return writer.ToString();
    }
}
