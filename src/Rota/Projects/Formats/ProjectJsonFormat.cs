using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>
/// Rota's own format, which holds every project: JSON, {"version": 1, "name", "unit", "tasks": [{"id", "name", "duration", "demand": {resource: units}, "release", "due",
/// "pauses", "modes": [{"duration", "demand"}]}], "resources": [{"id", "name", "capacity", "kind": "renewable" or "non-renewable", "downtime": [[start, end] or [start,
/// end, capacity]], "calendar"}], "precedence": [[from, to]], "lags": [{"from", "to", "kind", "lag"}], "exclusive": [[task, task, ...]], "calendars": [{"id", "cycle", "open",
/// "closed", "opened"}], "horizon", "meta"}. Tasks and resources are named by id. Only tasks must be there. Several projects may stand in one file.
/// </summary>
public sealed class ProjectJsonFormat : IProjectFormat
{
    /// <summary>The format's name.</summary>
    public const string FormatName = "project-json";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <inheritdoc/>
    public string Description => "JSON that holds everything: modes, lags, windows, downtimes, calendars, exclusive tasks";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ProjectReadOptions options) => JsonShape.Has(input, "tasks") ? FormatFit.Shape : FormatFit.None;

    /// <inheritdoc/>
    public ImmutableArray<ProjectProblem> Read(TextInput input, ProjectReadOptions options)
    {
        var problems = ImmutableArray.CreateBuilder<ProjectProblem>();
        var names = new HashSet<string>();
        foreach (var value in input.Json.Values)
        {
            var name = value.Find("name") is { } text ? text.AsText("a name") : InstanceNames.OfFile(input.Name, "project");
            InstanceNames.Claim(names, name, value.Error);
            problems.Add(ProjectJsonReader.Read(input, value, name));
        }
        return problems.DrainToImmutable();
    }

    /// <inheritdoc/>
    public string? Refusal(ProjectProblem problem)
    {
        if (!InstanceNames.Fits(problem.Name) || !InstanceNames.Fits(problem.Unit)) return "names longer than 100 letters or with control characters";
        var named = problem.Tasks.SelectMany(task => new[] { task.Id, task.Name })
            .Concat(problem.Resources.SelectMany(resource => new[] { resource.Id, resource.Name })).Concat(problem.Calendars.Select(calendar => calendar.Id));
        return named.All(text => text is null || InstanceNames.Fits(text)) ? null : "tasks, resources or calendars with names longer than 100 letters or with control characters";
    }

    /// <inheritdoc/>
    public void Write(ProjectProblem problem, TextWriter output)
    {
        ProjectFiles.Catalog.Accept(this, problem);
        ProjectJsonWriter.Write(problem, output);
    }
}
