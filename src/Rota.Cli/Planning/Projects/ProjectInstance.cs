using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Rota.Cli.Input;
using Rota.CpSat.Projects;
using Rota.Projects;
using Rota.Projects.Explain;
using Rota.Projects.Exports;
using Rota.Projects.Formats;
using Rota.Projects.Pictures;
using Rota.Rendering;
using Rota.Schedules;

namespace Rota.Cli.Planning.Projects;

/// <summary>A project.</summary>
internal sealed class ProjectInstance(ProjectProblem problem)
    : PlanInstance<ProjectProblem, ProjectSchedule>(problem, CpSatProjectSolvers.All, ProjectChecker.Instance)
{
    public override IPlanDomain Domain => ProjectDomain.Instance;

    public override string Name => Problem.Name;

    public override string Words => WordsOf(Problem);

    public override string Objective => "makespan";

    public override IReadOnlyList<string> Exports => [".csv", ".ics", ".xml"];

    /// <summary>The project in words: "j301_1: 30 tasks, 4 resources, 48 links".</summary>
    public static string WordsOf(ProjectProblem problem)
    {
        var words = $"{problem.Name}: {Output.Words.Count(problem.Tasks.Length, "task")}, {Output.Words.Count(problem.Resources.Length, "resource")}, {Output.Words.Count(problem.Links.Length, "link")}";
        if (problem.IsMultiMode) words += ", a choice of modes";
        return problem.Notes.IsEmpty ? words : $"{words} ({string.Join("; ", problem.Notes.Take(3))}{(problem.Notes.Length > 3 ? "; ..." : "")})";
    }

    public override void ExpectExport(string extension)
    {
        if (extension is ".ics" or ".xml") _ = ProjectDates.Of(Problem);
    }

    protected override void Export(string extension, ProjectSchedule answer, TextWriter output)
    {
        if (extension == ".ics") ProjectICalendar.Write(Problem, answer, output);
        else if (extension == ".xml") MsProjectWriter.Write(Problem, answer, output);
        else ProjectCsv.Write(Problem, answer, output);
    }

    protected override Schedule ScheduleOf(ProjectSchedule answer) => answer.ToSchedule(Problem);

    protected override void WriteAnswer(Utf8JsonWriter json, ProjectSchedule answer)
    {
        using var buffer = new MemoryStream();
        using (var inner = new Utf8JsonWriter(buffer)) ProjectAnswerJson.Write(inner, Problem, answer);
        using var document = JsonDocument.Parse(buffer.ToArray());
        json.WriteStartArray("schedule");
        // One task a line: the file can be read and compared.
        foreach (var task in document.RootElement.GetProperty("schedule").EnumerateArray()) json.WriteRawValue(task.GetRawText());
        json.WriteEndArray();
    }

    protected override ProjectSchedule Read(JsonElement answer) => ProjectAnswerJson.Read(answer, Problem);

    protected override ImmutableArray<PageSection> Pictures(ProjectSchedule answer) => ResourceProfiles.Sections(Problem, answer);

    protected override ImmutableArray<int> Critical(ProjectSchedule answer)
    {
        var decisive = ProjectExplanation.Chain(Problem, answer).Reasons.Select(reason => reason.Task).ToHashSet();
        var blocks = answer.ToSchedule(Problem).Blocks;
        return [.. Enumerable.Range(0, blocks.Length).Where(i => decisive.Contains(blocks[i].Work))];
    }

    protected override PlanExplanation Explain(ProjectSchedule answer, string? work)
    {
        int? task = work is null ? null : Find(work);
        var why = task is { } number ? Reasons(answer, ProjectExplanation.OfTask(Problem, answer, number)) : null;
        return new(
            task is { } one ? Problem.Tasks[one].Id : null, why, Reasons(answer, ProjectExplanation.Chain(Problem, answer)),
            "the chain that decides (shorten or move one of these, or the makespan stays):");
    }

    public override IReadOnlyList<string> ExplainInfeasible(CancellationToken cancellation) => ProjectClash.Explain(Problem, null, cancellation);

    private PlanReasons Reasons(ProjectSchedule answer, ProjectReasons reasons) =>
        new(reasons.Summary, [.. reasons.Reasons.Select(reason => new PlanReason(reason.Text, json => Facts(json, answer, reason)))], reasons.Notes);

    private void Facts(Utf8JsonWriter json, ProjectSchedule answer, TaskReason reason)
    {
        json.WriteString("task", Problem.Tasks[reason.Task].Id);
        json.WriteNumber("start", answer.Starts[reason.Task]);
        json.WriteNumber("end", answer.End(Problem, reason.Task));
        json.WriteString("held_by", reason.Binding.ToString().ToLowerInvariant());
        json.WriteString("resource", reason.Resource);
        json.WriteStartArray("causes");
        foreach (var cause in reason.Causes) json.WriteStringValue(Problem.Tasks[cause].Id);
        json.WriteEndArray();
        json.WriteNumber("ready", reason.Ready);
        json.WriteNumber("earliest_start", reason.EarliestStart);
    }

    private int Find(string wanted)
    {
        for (var i = 0; i < Problem.Tasks.Length; i++)
            if (Problem.Tasks[i].Id == wanted || Problem.Tasks[i].Name == wanted) return i;
        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < Problem.Tasks.Length) return number;
        throw new RotaException($"{Name} has no task '{wanted}', expected an id or a number from 0 to {Problem.Tasks.Length - 1}{Suggestion.NearestOnly(wanted, [.. Problem.Tasks.Select(task => task.Id)])}");
    }
}
