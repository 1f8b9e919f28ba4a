using Rota.Cli.Planning;
using Rota.Rendering;

namespace Rota.Cli.Output;

/// <summary>The schedule of a run as text of some kind.</summary>
internal static class ScheduleText
{
    public static string Csv(PlanRun run) => Write(run, ScheduleCsv.Write);

    public static string Trace(PlanRun run) => Write(run, ChromeTrace.Write);

    private static string Write(PlanRun run, Action<Schedules.Schedule, TextWriter> write)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        write(run.Instance.ScheduleOf(run.Solution.Answer!), writer);
        return writer.ToString();
    }
}
