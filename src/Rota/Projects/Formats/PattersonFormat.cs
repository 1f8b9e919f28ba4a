using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>
/// Patterson's files (.rcp), as RanGen and the RG300 and CV sets write them: numbers only. Tasks and resources; capacities; then for every task duration, demands, number of
/// successors, successors (from 1). Lines may break anywhere. Tasks are called 1, 2, ..., resources R1, R2, ...
/// </summary>
public sealed class PattersonFormat : IProjectFormat
{
    /// <inheritdoc/>
    public string Name => "patterson";

    /// <inheritdoc/>
    public string Description => "Patterson .rcp (RG300, CV and others): numbers, task by task, lines may wrap";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ProjectReadOptions options)
    {
        if (input.LooksLikeJson || input.Text.Contains((byte)'[')) return FormatFit.None;
        var table = input.Numbers;
        if (table.Rows < 2 || table.Fields(0) != 2 || !table.IsNumeric(0) || !table.IsNumeric(1) || table[0][0] < 1 || table[0][1] < 0) return FormatFit.None;
        if (table[0][1] > 0 && table.Fields(1) != table[0][1]) return FormatFit.None;
        return FormatFit.Shape;
    }

    /// <inheritdoc/>
    public ImmutableArray<ProjectProblem> Read(TextInput input, ProjectReadOptions options)
    {
        var reader = new TokenReader(input);
        var n = reader.Next("a number of tasks", 1, Math.Min(FileProjects.Most, input.Text.Length));
        var count = reader.Next("a number of resources", 0, Math.Min(FileProjects.Most, input.Text.Length));
        var resources = Enumerable.Range(1, (int)count).Select(r => new ProjectResource($"R{r}", reader.Next("a capacity", 0, FileProjects.Largest))).ToImmutableArray();
        var tasks = ImmutableArray.CreateBuilder<ProjectTask>();
        var links = ImmutableArray.CreateBuilder<ProjectLink>();
        for (var i = 0; i < n; i++)
        {
            var duration = reader.Next($"the duration of task {i + 1}", 0, FileProjects.Largest);
            var demands = ImmutableArray.CreateBuilder<Demand>();
            for (var r = 0; r < count; r++)
                if (reader.Next($"a demand of task {i + 1}", 0, FileProjects.Largest) is var amount and > 0) demands.Add(new(r, amount));
            var successors = reader.Next($"the number of successors of task {i + 1}", 0, n);
            for (var s = 0; s < successors; s++) links.Add(new(i, (int)reader.Next($"a successor of task {i + 1}", 1, n) - 1));
            tasks.Add(new($"{i + 1}", [new(duration, demands.DrainToImmutable())]));
        }
        reader.End("; extra columns for stock that is consumed and produced (RCPSP-CPR) are not read");
        return [FileProjects.Problem(input, reader.Line, resources, tasks.DrainToImmutable(), links.DrainToImmutable())];
    }

    /// <inheritdoc/>
    public string? Refusal(ProjectProblem problem) => FileProjects.Refusal(problem, modes: false, lags: false);

    /// <inheritdoc/>
    public void Write(ProjectProblem problem, TextWriter output)
    {
        ProjectFiles.Catalog.Accept(this, problem);
        output.Write($"{problem.Tasks.Length} {problem.Resources.Length}\n{string.Join(' ', problem.Resources.Select(resource => resource.Capacity))}\n");
        var successors = problem.Links.ToLookup(link => link.From, link => link.To + 1);
        for (var i = 0; i < problem.Tasks.Length; i++)
        {
            var mode = problem.Tasks[i].Modes[0];
            IEnumerable<long> numbers = [mode.Duration, .. Enumerable.Range(0, problem.Resources.Length).Select(mode.DemandOf), successors[i].Count(), .. successors[i].Select(task => (long)task)];
            output.Write(string.Join(' ', numbers) + "\n");
        }
    }
}
