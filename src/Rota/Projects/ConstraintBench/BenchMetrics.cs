using System.Collections.Immutable;
using Rota.Statistics;

namespace Rota.Projects.ConstraintBench;

/// <summary>Feasible answers at a level.</summary>
/// <param name="Level">The level.</param>
/// <param name="Feasible">Feasible answers.</param>
/// <param name="Answers">All answers, at least 1.</param>
public readonly record struct BenchLevel(int Level, int Feasible, int Answers)
{
    /// <summary>The share of feasible answers with Wilson's 95 % interval.</summary>
    public Interval Share => Proportion.Wilson(Feasible, Answers);
}

/// <summary>A contender's curve over the levels in a few numbers.</summary>
/// <param name="Levels">Level by level, in order.</param>
/// <param name="Auc">Mean share of feasible answers, every level alike.</param>
/// <param name="Wauc">The same weighted by level, with a bootstrap interval over base projects (levels of one project are not independent).</param>
/// <param name="Thresholds">For 0.9, 0.5 and 0.1 the smallest level at which the non-increasing fit lies below; null when it never does.</param>
public sealed record BenchMetrics(ImmutableArray<BenchLevel> Levels, double Auc, Interval Wauc, ImmutableArray<(double Below, int? Level)> Thresholds)
{
    private const int Resamples = 1000;

    /// <summary>Metrics of answers.</summary>
    /// <param name="answers">Base project, level, and whether the answer was feasible; at least one.</param>
    public static BenchMetrics Of(IReadOnlyList<(int Project, int Level, bool Feasible)> answers)
    {
        ImmutableArray<BenchLevel> levels =
        [
            .. answers.GroupBy(answer => answer.Level).OrderBy(group => group.Key).Select(group => new BenchLevel(group.Key, group.Count(a => a.Feasible), group.Count())),
        ];
        var shares = levels.Select(level => level.Share.Mean).ToArray();
        var byProject = answers.GroupBy(answer => answer.Project).Select(group => group.ToArray()).ToArray();
        var wauc = Bootstrap.Of(byProject.Length, Weighted(levels), Resamples, 1, 0.95, picks =>
        {
            var sums = new SortedDictionary<int, (int Feasible, int All)>();
            foreach (var pick in picks)
                foreach (var (_, level, feasible) in byProject[pick])
                    sums[level] = sums.GetValueOrDefault(level) is var (good, all) ? (good + (feasible ? 1 : 0), all + 1) : default;
            return Weighted([.. sums.Select(entry => new BenchLevel(entry.Key, entry.Value.Feasible, entry.Value.All))]);
        });
        var fit = Isotonic.NonIncreasing(shares, [.. levels.Select(level => (double)level.Answers)]);
        ImmutableArray<(double, int?)> thresholds =
        [
            .. new[] { 0.9, 0.5, 0.1 }.Select(below => (below, Array.FindIndex(fit, share => share < below) is var at and >= 0 ? levels[at].Level : (int?)null)),
        ];
        return new(levels, shares.Average(), wauc, thresholds);
    }

    private static double Weighted(ImmutableArray<BenchLevel> levels)
    {
        var (sum, weight) = (0.0, 0.0);
        foreach (var level in levels)
        {
            sum += level.Level * (double)level.Feasible / level.Answers;
            weight += level.Level;
        }
        return weight == 0 ? 0 : sum / weight;
    }
}
