using Rota.Shop;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Policies;
using Rota.Shop.Blocking.Rehearsal;

namespace Rota.Studies.Shop.Blocking;

/// <summary>Makespans of contenders over instances, shutdown probabilities and seeds; every contender meets the same stops.</summary>
internal sealed class BlockingGrid
{
    public static readonly double[] Levels = [0, 0.05, 0.1, 0.15, 0.2];

    // Processor time: what else runs on the machine does not count.
    private static readonly TimeProvider Clock = new Rota.Studies.Projects.ProcessorClock(1);

    private readonly Dictionary<(string Policy, double Level), List<BlockingCell>> cells = [];

    /// <summary>Runs a contender; without stops one seed is all there is.</summary>
    public void Measure(
        IEnumerable<ShopProblem> shops, Func<IBlockingPolicy> create, StopMode mode, IReadOnlyList<double> levels, int seeds, CancellationToken cancellation)
    {
        var policy = create();
        foreach (var shop in shops)
            foreach (var level in levels)
            {
                var problem = new BlockingProblem(shop, stops: new(mode, level));
                for (ulong seed = 1; seed <= (ulong)(level == 0 ? 1 : seeds); seed++)
                {
                    if (!cells.TryGetValue((policy.Name, level), out var list)) cells[(policy.Name, level)] = list = [];
                    list.Add(new(shop.Name, seed, BlockingRun.Of(problem, policy, seed, Clock, cancellation).Row));
                }
            }
    }

    /// <summary>Names of contenders, in the order they ran.</summary>
    public IEnumerable<string> Policies => cells.Keys.Select(key => key.Policy).Distinct();

    /// <summary>Whether a contender was measured at a level.</summary>
    public bool Has(string policy, double level) => cells.ContainsKey((policy, level));

    /// <summary>The runs of a contender at a level.</summary>
    public IReadOnlyList<BlockingCell> Cells(string policy, double level) => cells[(policy, level)];

    /// <summary>Makespans of several contenders at a level on the cases that all of them ran, in one order.</summary>
    public double[][] Paired(double level, params IReadOnlyList<string> policies)
    {
        var common = Cells(policies[0], level).Select(cell => (cell.Shop, cell.Seed)).ToHashSet();
        foreach (var policy in policies.Skip(1)) common.IntersectWith(Cells(policy, level).Select(cell => (cell.Shop, cell.Seed)));
        return [.. policies.Select(policy => Cells(policy, level).Where(cell => common.Contains((cell.Shop, cell.Seed)))
            .OrderBy(cell => cell.Shop, StringComparer.Ordinal).ThenBy(cell => cell.Seed).Select(cell => (double)cell.Row.Makespan).ToArray())];
    }

    /// <summary>Mean makespan of a contender at a level over the cases that another ran, too.</summary>
    public double Mean(string policy, double level, string? beside = null) => Paired(level, policy, beside ?? policy)[0].Average();

    /// <summary>How much lower one contender's mean is than another's on the cases of both, in per cent.</summary>
    public double Below(string policy, string other, double level)
    {
        var pair = Paired(level, policy, other);
        return 100 * (1 - (pair[0].Average() / pair[1].Average()));
    }

    /// <summary>The rule with the lowest mean over the cases that a contender ran.</summary>
    public string BestRule(double level, string beside) =>
        BlockingRules.All.Select(rule => rule.Name.ToLowerInvariant()).Where(rule => Has(rule, level)).MinBy(rule => Mean(rule, level, beside))!;

    /// <summary>Milliseconds per decision of a contender over all runs.</summary>
    public double Milliseconds(string policy)
    {
        var rows = Levels.Where(level => Has(policy, level)).SelectMany(level => Cells(policy, level)).ToList();
        return rows.Sum(cell => cell.Row.Milliseconds) / Math.Max(1, rows.Sum(cell => cell.Row.Decisions));
    }
}
