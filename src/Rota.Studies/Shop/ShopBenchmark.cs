using System.Collections.Immutable;
using System.Globalization;
using Rota.CpSat.Shop;
using Rota.Shop;
using Rota.Shop.BestKnown;
using Rota.Solving;

namespace Rota.Studies.Shop;

/// <summary>
/// Runs solvers on public job shops at equal time and threads and reports mean gaps to the best known makespans, class by class, against the targets. Results are kept line by
/// line, so that a stopped run goes on where it ended.
/// </summary>
public static class ShopBenchmark
{
    /// <summary>Measures what the results file does not hold yet.</summary>
    /// <param name="options">What to run.</param>
    /// <param name="problems">The instances; the options choose among them.</param>
    /// <param name="progress">One line a result; null for none.</param>
    /// <param name="cancellation">Ends the run after the current result is dropped; what is complete is reported.</param>
    /// <exception cref="RotaException">An unknown solver, an unreadable instance or results file.</exception>
    public static ShopBenchmarkReport Run(
        ShopBenchmarkOptions options, IEnumerable<ShopProblem> problems, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var solvers = options.Solvers.Select(Find).ToImmutableArray();
        var instances = Order(options, problems);
        var known = Known(options.Results).ToDictionary(row => row.Key);
        var rows = ImmutableArray.CreateBuilder<ShopBenchmarkRow>();
        foreach (var (group, problem) in instances)
        {
            for (var seed = 1UL; seed <= (ulong)options.Seeds; seed++)
            {
                foreach (var solver in solvers)
                {
                    if (known.TryGetValue((problem.Name, solver.Name, seed, options.Time.TotalSeconds, options.Workers), out var row))
                    {
                        rows.Add(row);
                        continue;
                    }
                    if (cancellation.IsCancellationRequested) continue;
                    row = Measure(options, group, problem, solver, seed, cancellation);
                    if (cancellation.IsCancellationRequested) continue;
                    rows.Add(row);
                    if (options.Results is { } file) Append(file, row);
                    progress?.WriteLine(Describe(row));
                }
            }
        }
        return new(options, rows.ToImmutable());
    }

    /// <summary>The first of every class, then the second, ...: a fair sample wherever the run is stopped.</summary>
    private static IEnumerable<(ShopClass Class, ShopProblem Problem)> Order(ShopBenchmarkOptions options, IEnumerable<ShopProblem> problems) =>
        problems.Select(problem => (Class: ShopClass.Of(problem) ?? new ShopClass("other", "other", int.MaxValue), Problem: problem))
            .Where(entry => options.Classes.IsEmpty
                ? ShopClass.TargetOf(entry.Class.Set) is not null || !options.Files.IsEmpty
                : options.Classes.Any(prefix => entry.Class.Name.StartsWith(prefix, StringComparison.Ordinal)))
            .GroupBy(entry => entry.Class)
            .SelectMany(group => group.Take(options.PerClass ?? int.MaxValue).Select((entry, i) => (entry.Class, entry.Problem, Round: i)))
            .OrderBy(entry => entry.Round).ThenBy(entry => entry.Class.Order)
            .Select(entry => (entry.Class, entry.Problem));

    private static ISolver<ShopProblem, ShopSchedule> Find(string name) =>
        CpSatShopSolvers.All.FirstOrDefault(solver => solver.Name == name)
        ?? throw new RotaException($"no solver is called {name}");

    private static ShopBenchmarkRow Measure(
        ShopBenchmarkOptions options, ShopClass group, ShopProblem problem, ISolver<ShopProblem, ShopSchedule> solver, ulong seed, CancellationToken cancellation)
    {
        // Garbage of the run before is nobody's time.
        GC.Collect();
        var run = new Run<ShopSchedule>(Limit.Time(options.Time), seed, options.Workers, cancellation: cancellation);
        var solution = solver.Solve(problem, ShopChecker.Instance, run);
        double? bestAt = solution.Objective is { } best ? Math.Round(solution.Trajectory.First(point => point.Objective == best).Seconds, 2) : null;
        return new(
            group.Set, group.Name, problem.Name, solver.Name, seed, options.Time.TotalSeconds, options.Workers, solution.Objective,
            solution.Bound == long.MinValue ? null : solution.Bound,
            solution.Outcome.ToString().ToLowerInvariant(), Math.Round(solution.Elapsed.TotalSeconds, 2), bestAt);
    }

    private static string Describe(ShopBenchmarkRow row)
    {
        var gap = row.Objective is { } value && BestKnownBounds.Find(row.Instance) is { } known ? Percent(known.Gap(value)) : "-";
        return string.Create(
            CultureInfo.InvariantCulture, $"{row.Instance,-22} {row.Solver,-12} {row.Objective,9} gap {gap,8}  {row.Outcome,-8} {row.ElapsedSeconds,6:F1} s, found at {row.BestAtSeconds:F1} s");
    }

    private static string Percent(double gap) => gap.ToString("0.00 %", CultureInfo.InvariantCulture);

    private static ShopBenchmarkRow[] Known(string? file)
    {
        if (file is null || !File.Exists(file)) return [];
        return File.ReadLines(file).Select((line, i) => (line, i)).Where(entry => entry.i > 0 && entry.line.Length > 0)
            .Select(entry => ShopBenchmarkRow.FromCsv(entry.line, file, entry.i + 1)).ToArray();
    }

    private static void Append(string file, ShopBenchmarkRow row)
    {
        var fresh = !File.Exists(file);
        using var writer = new StreamWriter(file, append: true) { NewLine = "\n" };
        if (fresh) writer.WriteLine(ShopBenchmarkRow.Header);
        writer.WriteLine(row.ToCsv());
    }
}
