using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>
/// ProGen/max files (.sch) of projects with minimal and maximal time lags: "n R 0 0"; for every task 0 to n + 1 its number, modes (1), number of successors, successors, and a
/// bracketed lag a successor, from start to start (negative: a maximal lag); for every task number, mode, duration, demands; capacities. Circles of positive length and demands above capacity say that there is no schedule, and are read: the public sets have both.
/// </summary>
public sealed class ProgenMaxFormat : IProjectFormat
{
    /// <inheritdoc/>
    public string Name => "progen-max";

    /// <inheritdoc/>
    public string Description => "ProGen/max .sch (RCPSP/max): start-to-start lags in brackets, negative ones are maximal";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ProjectReadOptions options)
    {
        if (input.LooksLikeJson || !input.Text.Contains((byte)'[')) return FormatFit.None;
        var table = input.Numbers;
        return table.Rows > 2 && table.Fields(0) == 4 && table.IsNumeric(0) ? FormatFit.Shape : FormatFit.None;
    }

    /// <inheritdoc/>
    public ImmutableArray<ProjectProblem> Read(TextInput input, ProjectReadOptions options)
    {
        var reader = new TokenReader(input);
        var n = (int)reader.Next("a number of tasks", 0, Math.Min(FileProjects.Most, input.Text.Length)) + 2;
        var count = (int)reader.Next("a number of resources", 0, Math.Min(FileProjects.Most, input.Text.Length));
        reader.Next("the number of nonrenewable resources", 0, 0);
        reader.Next("the number of doubly constrained resources", 0, 0);
        var links = ImmutableArray.CreateBuilder<ProjectLink>();
        for (var i = 0; i < n; i++) Successors(reader, i, n, links);
        var tasks = ImmutableArray.CreateBuilder<ProjectTask>();
        for (var i = 0; i < n; i++)
        {
            Number(reader, i);
            reader.Next("mode 1", 1, 1);
            var duration = reader.Next($"the duration of task {i}", 0, FileProjects.Largest);
            var demands = ImmutableArray.CreateBuilder<Demand>();
            for (var r = 0; r < count; r++)
                if (reader.Next($"a demand of task {i}", 0, FileProjects.Largest) is var amount and > 0) demands.Add(new(r, amount));
            tasks.Add(new($"{i}", [new(duration, demands.DrainToImmutable())]));
        }
        var resources = Enumerable.Range(1, count).Select(r => new ProjectResource($"R{r}", reader.Next("a capacity", 0, FileProjects.Largest))).ToImmutableArray();
        reader.End();
        return [FileProjects.Problem(input, reader.Line, resources, tasks.DrainToImmutable(), links.DrainToImmutable(), servable: false)];
    }

    /// <inheritdoc/>
    public string? Refusal(ProjectProblem problem) => problem.Tasks.Length < 2 ? "fewer than two tasks" : FileProjects.Refusal(problem, modes: false, lags: true);

    /// <inheritdoc/>
    public void Write(ProjectProblem problem, TextWriter output)
    {
        ProjectFiles.Catalog.Accept(this, problem);
        output.Write($"{problem.Tasks.Length - 2}\t{problem.Resources.Length}\t0\t0\n");
        var links = problem.Links.ToLookup(link => link.From);
        for (var i = 0; i < problem.Tasks.Length; i++)
        {
            var own = links[i].ToArray();
            var lags = own.Select(link => link.Lag + (link.FromEnd ? problem.Tasks[i].Modes[0].Duration : 0));
            output.Write($"{i}\t1\t{own.Length}{string.Concat(own.Select(link => $"\t{link.To}"))}{string.Concat(lags.Select(lag => $"\t[{lag}]"))}\n");
        }
        for (var i = 0; i < problem.Tasks.Length; i++)
        {
            var mode = problem.Tasks[i].Modes[0];
            output.Write($"{i}\t1\t{mode.Duration}{string.Concat(Enumerable.Range(0, problem.Resources.Length).Select(r => $"\t{mode.DemandOf(r)}"))}\n");
        }
        output.Write(string.Join('\t', problem.Resources.Select(resource => resource.Capacity)) + "\n");
    }

    private static void Successors(TokenReader reader, int task, int n, ImmutableArray<ProjectLink>.Builder links)
    {
        Number(reader, task);
        reader.Next("1 mode", 1, 1);
        var successors = new int[reader.Next($"the number of successors of task {task}", 0, n)];
        for (var s = 0; s < successors.Length; s++) successors[s] = (int)reader.Next($"a successor of task {task}", 0, n - 1);
        foreach (var successor in successors)
        {
            var lag = reader.NextBracketed($"a lag of task {task}", -FileProjects.Largest, FileProjects.Largest);
            links.Add(new(task, successor, lag, LinkKind.StartToStart));
        }
    }

    private static void Number(TokenReader reader, int expected)
    {
        if (reader.Next($"task {expected}", 0) is var read && read != expected)
            throw reader.Error(read < expected ? $"task {read} comes twice, expected task {expected}" : $"read task {read}, expected task {expected}");
    }
}
