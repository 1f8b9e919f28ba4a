using Rota.Cli.Planning;
using Rota.Statistics;

namespace Rota.Cli.Output;

/// <summary>Solvers on the same instances and seeds, with equal time and workers: the runs, and what they say together.</summary>
internal sealed class Contest(IReadOnlyList<string> solvers, IReadOnlyList<PlanRun> runs)
{
    private readonly Dictionary<string, long?> references = runs
        .GroupBy(run => run.Instance.Name)
        .ToDictionary(group => group.Key, group => Reference(group));

    /// <summary>Solvers' names, in the user's order.</summary>
    public IReadOnlyList<string> Solvers => solvers;

    public IReadOnlyList<PlanRun> Runs => runs;

    /// <summary>A line of the table.</summary>
    public IEnumerable<ContestRow> Rows => solvers.Select(Row);

    /// <summary>The solver with the smallest mean gap among those with the most answers; null when nobody has one.</summary>
    public string? Best => Rows.Where(row => row.Answers > 0).OrderByDescending(row => row.Answers).ThenBy(row => row.MeanGap).FirstOrDefault()?.Solver;

    /// <summary>What gaps are measured from, in words.</summary>
    public string ReferenceInWords
    {
        get
        {
            var known = references.Keys.Count(IsKnown);
            var dated = $"the best known of {string.Join("; ", runs.Select(run => run.Instance.BestKnown?.Source).OfType<string>().Distinct())}";
            return known == references.Count ? dated : known == 0 ? "the best of this comparison" : $"{dated}, or the best of this comparison where none is known";
        }
    }

    /// <summary>The same as a column's head.</summary>
    public string ReferenceHead => references.Keys.All(IsKnown) ? "above best known" : "above the best";

    /// <summary>How far a run's schedule is above the reference of its instance, as a share; null without a schedule.</summary>
    public double? Gap(PlanRun run) => run.Solution.Objective is { } objective && references[run.Instance.Name] is { } reference
        ? (objective - reference) / Math.Max(1.0, reference)
        : null;

    /// <summary>
    /// What the pairs of a comparison are. Runs with several seeds on one instance are not independent cases: over several instances each counts once, by its
    /// mean; on a single one the seeds are all there is, and the verdict is about that instance.
    /// </summary>
    public string PairsAre => references.Count > 1 ? "instances" : "seeds";

    /// <summary>The best solver against each other one, on the cases both answered.</summary>
    public IEnumerable<(string First, string Second, PairedComparison Comparison)> Verdicts()
    {
        if (Best is not { } best) yield break;
        foreach (var other in solvers.Where(name => name != best)) yield return (best, other, Compare(best, other));
    }

    private static long? Reference(IEnumerable<PlanRun> group) =>
        group.First().Instance.BestKnown?.Upper ?? group.Min(run => run.Solution.Objective);

    private bool IsKnown(string instance) => runs.First(run => run.Instance.Name == instance).Instance.BestKnown is not null;

    private ContestRow Row(string solver)
    {
        var mine = runs.Where(run => run.Solution.Solver == solver).ToList();
        var answered = mine.Where(run => run.Solution.Objective is not null).ToList();
        return new(
            solver, mine.Count, answered.Count, answered.Count(run => run.Solution.Outcome == Solving.Outcome.Optimal),
            Mean(answered.Select(run => (double)run.Solution.Objective!.Value)),
            Mean(answered.Select(run => Gap(run)!.Value)),
            Mean(answered.Where(run => run.Bound is not null).Select(run => (double)run.Bound!.Value)),
            Mean(answered.Select(run => run.LastImprovement!.Value.Seconds)));
    }

    private PairedComparison Compare(string first, string second)
    {
        var pairs = runs.Where(run => run.Solution.Solver == first && Gap(run) is not null)
            .Join(
                runs.Where(run => run.Solution.Solver == second && Gap(run) is not null),
                Case, Case, (a, b) => (a.Instance.Name, a.Seed, First: Gap(a)!.Value * 100, Second: Gap(b)!.Value * 100))
            .GroupBy(pair => references.Count > 1 ? (pair.Name, 0) : (pair.Name, pair.Seed))
            .Select(group => (First: group.Average(pair => pair.First), Second: group.Average(pair => pair.Second)))
            .ToList();
        return PairedComparison.Of(pairs.Select(p => p.First).ToArray(), pairs.Select(p => p.Second).ToArray());
    }

    private static (string, ulong) Case(PlanRun run) => (run.Instance.Name, run.Seed);

    private static double? Mean(IEnumerable<double> values) => values.Select(v => (double?)v).Average();
}
