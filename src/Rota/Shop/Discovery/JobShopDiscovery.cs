using System.Collections.Immutable;
using Rota.Shop.Generators;
using Rota.Shop.Solvers;
using Rota.Tuning.Discovery;
using Rota.Tuning.Expressions;

namespace Rota.Shop.Discovery;

/// <summary>
/// The search for a dispatching rule of job shops: non-delay simulation, makespan in percent of the shop's lower bound. Shops as Taillard draws them (durations 1 to
/// 99, every job in an order of its own), with seeds of their own; the classic instances stay unseen.
/// </summary>
public sealed class JobShopDiscovery : IDiscoveryTask
{
    private const int ScreeningCount = 10;

    private readonly int machines;
    private readonly int jobs;
    private readonly int count;
    private readonly ulong seed;
    private readonly ImmutableArray<(NonDelaySimulation Simulation, ShopProblem Shop, long Bound)> training;
    private readonly ImmutableArray<(NonDelaySimulation Simulation, ShopProblem Shop, long Bound)> validation;

    /// <summary>A search on generated shops.</summary>
    /// <param name="count">Shops to choose rules on, and as many to report the winner on.</param>
    /// <param name="jobs">Jobs of each.</param>
    /// <param name="machines">Machines of each.</param>
    /// <param name="seed">Seed of the first shop.</param>
    public JobShopDiscovery(int count = 60, int jobs = 15, int machines = 10, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        (this.count, this.jobs, this.machines, this.seed) = (count, jobs, machines, seed);
        training = Shops(seed);
        validation = Shops(seed + 1_000_000);
    }

    /// <inheritdoc/>
    public string Name => "job-shop";

    /// <inheritdoc/>
    public string Description => "job shops, least makespan: which operation next on a machine that is free";

    /// <inheritdoc/>
    public string Briefing =>
        "A job shop: every job is a chain of operations, each on a given machine for a given time; a machine processes one operation at a time without interruption. "
        + "Whenever a machine is free and operations wait at it, the rule chooses one. Minimise the time at which the last job is complete.";

    /// <inheritdoc/>
    public FeatureSet Features => ExpressionRule.Features;

    /// <summary>Most work remaining.</summary>
    public string Seed => "0 - work";

    /// <inheritdoc/>
    public string Instances => $"{count} shops of {jobs} x {machines}, seed {seed}";

    /// <summary>Makespan in percent of the lower bound.</summary>
    public double[] Measure(PriorityProgram program, DiscoveryStage stage, CancellationToken cancellation = default)
    {
        var shops = stage == DiscoveryStage.Validation ? validation : training;
        var costs = new double[stage == DiscoveryStage.Screening ? Math.Min(ScreeningCount, shops.Length) : shops.Length];
        var rule = new ExpressionRule(program);
        for (var i = 0; i < costs.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            costs[i] = 100.0 * JobCost.Of(shops[i].Shop, shops[i].Simulation.Dispatch(rule)) / shops[i].Bound;
        }
        return costs;
    }

    /// <summary>100, when every shop met its bound.</summary>
    public double? LeastMean(DiscoveryStage stage) => 100;

    private ImmutableArray<(NonDelaySimulation, ShopProblem, long)> Shops(ulong first) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var shop = ShopGenerator.Create(new ShopGeneratorOptions { Jobs = jobs, Machines = machines, Seed = first + (ulong)i });
            return (new NonDelaySimulation(shop), shop, ShopBounds.Best(shop).Value);
        }),
    ];
}
