using System.Globalization;

namespace Rota.Projects.Exports;

/// <summary>A schedule as a table, a line a task.</summary>
public static class ProjectCsv
{
    /// <summary>Writes the columns task, name, start, end, mode and needs, times in the project's unit; with dates when the project has them.</summary>
    public static void Write(ProjectProblem problem, ProjectSchedule schedule, TextWriter output)
    {
        output.Write("task,name,start,end,mode,needs\n");
        for (var i = 0; i < problem.Tasks.Length; i++)
        {
            var task = problem.Tasks[i];
            var needs = string.Join("; ", task.Modes[schedule.Modes[i]].Demands.Select(demand => $"{problem.Resources[demand.Resource].Id} {demand.Amount}"));
            output.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{Field(task.Id)},{Field(task.Name ?? "")},{schedule.Starts[i]},{schedule.End(problem, i)},{schedule.Modes[i]},{Field(needs)}\n"));
        }
    }

    private static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n#") < 0 && text.Trim() == text ? text : '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"';
}
