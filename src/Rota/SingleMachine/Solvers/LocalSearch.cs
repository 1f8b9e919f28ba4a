using Rota.Randomness;
using Rota.SingleMachine.Solvers.Walk;
using Rota.Solving;

namespace Rota.SingleMachine.Solvers;

/// <summary>
/// Iterated local search for any weights and releases: jobs move and change places until nothing helps, then a few random moves stir the order and it begins
/// again. Each thread walks by itself and takes up the best of all when it has found nothing for long. Runs until told to stop.
/// </summary>
/// <param name="threads">Threads; null takes those of the run.</param>
public sealed class LocalSearch(int? threads = null) : ISolver<TardinessProblem, TardinessSequence>
{
    /// <inheritdoc/>
    public string Name => "local-search";

    /// <inheritdoc/>
    public string Description => "iterated local search: insertions and exchanges, stirred and repeated, for any weights and releases";

    /// <inheritdoc/>
    public void Improve(TardinessProblem problem, Run<TardinessSequence> run)
    {
        if (run.Best is null) new RulePortfolio().Improve(problem, run);
        run.ProveBound(TardinessBounds.Best(problem).Value, Name);
        if (run.ShouldStop || run.Best is not { } best) return;
        if (problem.Jobs.Length < 2)
        {
            // There is only one order.
            run.ProveBound(best.Objective, Name);
            return;
        }
        var streams = new RandomStream(run.Seed).Split(Name);
        var walkers = Enumerable.Range(0, threads ?? run.Workers).Select(i => new Walker(Name, streams.Split(i))).ToArray();
        new SideBySide<TardinessProblem, TardinessSequence>(Name, Description, walkers).Improve(problem, run);
    }

    private sealed class Walker(string name, RandomStream random) : ISolver<TardinessProblem, TardinessSequence>
    {
        private const int Patience = 200;

        public string Name => name;

        public string Description => name;

        public void Improve(TardinessProblem problem, Run<TardinessSequence> run)
        {
            var order = new WalkingOrder(problem, random);
            var (best, cost) = (run.Best!.Value.Answer.Order.ToArray(), run.Objective);
            order.Take(best);
            for (var idle = 0; !run.ShouldStop; idle++)
            {
                order.Descend(() => run.ShouldStop);
                if (order.Cost < cost)
                {
                    (best, cost, idle) = ([.. order.Order], order.Cost, 0);
                    run.Offer(TardinessSequence.Of(best), cost, Name);
                }
                else if (idle > Patience && run.Best is { } news)
                {
                    (best, cost, idle) = ([.. news.Answer.Order], news.Objective, 0);
                    order.Take(best);
                }
                // Equal ones are taken, too: plateaus are wide. Now and then a worse one.
                else if (order.Cost > cost && random.Next(20) != 0)
                {
                    order.Take(best);
                }
                else if (order.Cost == cost)
                {
                    best = [.. order.Order];
                }
                order.Stir(random.Next(2, 6));
            }
        }
    }
}
