using System.Collections.Immutable;
using System.Globalization;
using Rota.CpSat.Projects;
using Rota.Formats;
using Rota.Projects;
using Rota.Solving;

namespace Rota.Studies.Projects;

/// <summary>
/// Runs solvers on public project instances at equal time and threads and reports, set by set, mean deviations from the best known makespans beside the targets, CP-SAT in the same
/// run and figures published of other solvers. Results are kept line by line, so that a stopped run goes on where it ended.
/// </summary>
public static class ProjectsBenchmark
{
    /// <summary>Measures what the results file does not hold yet, and prints the tables.</summary>
    /// <param name="output">Where the tables go.</param>
    /// <param name="options">What to run.</param>
    /// <param name="progress">One line a result; null for none.</param>
    /// <param name="cancellation">Ends the run after the current result is dropped; what is complete is printed.</param>
    /// <returns>The results.</returns>
    /// <exception cref="RotaException">An unknown set or solver, an unreadable results file.</exception>
    public static ImmutableArray<ProjectsBenchmarkRow> Run(
        TextWriter output, ProjectsBenchmarkOptions? options = null, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        options ??= new();
        var solvers = options.Solvers.Select(Find).ToImmutableArray();
        var absent = options.Sets.Where(set => ProjectSets.Read(set) is null).ToList();
        if (options.Rules)
        {
            ProjectRulesTable.Write(output, cancellation);
            ProjectSamplingTable.Write(output, cancellation);
        }

        var known = Known(options.Results).ToDictionary(row => row.Key);
        var rows = ImmutableArray.CreateBuilder<ProjectsBenchmarkRow>();
        foreach (var (set, problem) in Order(options))
            foreach (var solver in solvers)
            {
                var key = (set, problem.Name, solver.Name, options.Seed, options.Time.TotalSeconds, options.Workers, options.ProcessorTime ? "processor" : "wall");
                if (!known.TryGetValue(key, out var row))
                {
                    if (cancellation.IsCancellationRequested) continue;
                    row = Measure(options, set, problem, solver, cancellation);
                    if (cancellation.IsCancellationRequested) continue;
                    if (options.Results is { } file) Append(file, row);
                    progress?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set} {row.Instance,-12} {row.Solver,-12} {row.Objective,6} >= {row.Bound,6} {row.Outcome,-10} {row.ElapsedSeconds,6:F1} s"));
                }
                rows.Add(row);
            }
        ProjectsBenchmarkTable.Write(output, options, rows.ToImmutable());
        foreach (var set in absent) output.WriteLine($"The set {set} is not beside this checkout.");
        return rows.ToImmutable();
    }

    /// <summary>The first of every set, then the second, ...: a fair sample wherever the run is stopped.</summary>
    private static IEnumerable<(string Set, ProjectProblem Problem)> Order(ProjectsBenchmarkOptions options) =>
        options.Sets.SelectMany(set => Sample(ProjectSets.Read(set) ?? [], options.PerSet).Select((problem, i) => (set, problem, i)))
            .OrderBy(entry => entry.i).Select(entry => (entry.set, entry.problem));

    /// <summary>So many spread evenly, the first included.</summary>
    private static IEnumerable<ProjectProblem> Sample(ImmutableArray<ProjectProblem> all, int? count) =>
        count is not { } wanted || wanted >= all.Length ? all : Enumerable.Range(0, wanted).Select(i => all[(int)((long)i * all.Length / wanted)]);

    private static ISolver<ProjectProblem, ProjectSchedule> Find(string name) =>
        CpSatProjectSolvers.All.FirstOrDefault(solver => solver.Name == name)
        ?? throw new RotaException($"no solver is called {name}{Nearest.Hint(name, CpSatProjectSolvers.All.Select(solver => solver.Name))}");

    private static ProjectsBenchmarkRow Measure(
        ProjectsBenchmarkOptions options, string set, ProjectProblem problem, ISolver<ProjectProblem, ProjectSchedule> solver, CancellationToken cancellation)
    {
        // Garbage of the run before is nobody's time.
        GC.Collect();
        var (wall, used) = (TimeProvider.System.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var run = new Run<ProjectSchedule>(
            Limit.Time(options.Time), options.Seed, options.Workers, clock: options.ProcessorTime ? new ProcessorClock(options.Workers) : null, cancellation: cancellation);
        var solution = solver.Solve(problem, ProjectChecker.Instance, run);
        return new(
            set, problem.Name, solver.Name, options.Seed, options.Time.TotalSeconds, options.Workers, options.ProcessorTime ? "processor" : "wall", solution.Objective,
            solution.Bound == long.MinValue ? null : solution.Bound, solution.Outcome.ToString().ToLowerInvariant(),
            Math.Round(TimeProvider.System.GetElapsedTime(wall).TotalSeconds, 2), Math.Round((Environment.CpuUsage.TotalTime - used).TotalSeconds, 2));
    }

    private static ProjectsBenchmarkRow[] Known(string? file)
    {
        if (file is null || !File.Exists(file)) return [];
        return File.ReadLines(file).Select((line, i) => (line, i)).Where(entry => entry.i > 0 && entry.line.Length > 0)
            .Select(entry => ProjectsBenchmarkRow.FromCsv(entry.line, file, entry.i + 1)).ToArray();
    }

    private static void Append(string file, ProjectsBenchmarkRow row)
    {
        var fresh = !File.Exists(file);
        using var writer = new StreamWriter(file, append: true) { NewLine = "\n" };
        if (fresh) writer.WriteLine(ProjectsBenchmarkRow.Header);
        writer.WriteLine(row.ToCsv());
    }
}
