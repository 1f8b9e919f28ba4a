using Rota.Randomness;
using Rota.Shop.Policies;
using Rota.Solving;

namespace Rota.Shop.Solvers.Tabu;

/// <summary>One thread of <see cref="TabuSearch"/>: fills the shared population, then relinks and walks until the run stops.</summary>
internal sealed class TabuThread
{
    private static readonly MostWorkRemaining Greedy = new();
    private static readonly RandomOrder Chance = new();

    private readonly Shared shared;
    private readonly RandomStream random;
    private readonly int index;
    private readonly DisjunctiveGraph graph;
    private readonly TabuWalk walk;
    private readonly PathRelinking relinking;
    private readonly NonDelaySimulation simulation;
    private readonly Func<bool> stop;
    private readonly Action<int> improved;
    private bool pending;
    private double lastOffer = -1;
    private int seenVersion;

    public TabuThread(Shared shared, RandomStream random, int index)
    {
        this.shared = shared;
        this.random = random;
        this.index = index;
        graph = new DisjunctiveGraph(shared.Problem, shared.Unit);
        walk = new TabuWalk(graph, random.Split("walk"), shared.Options.Neighborhood, shared.Problem.Jobs.Length);
        relinking = new PathRelinking(graph, random.Split("relinking"));
        simulation = new NonDelaySimulation(shared.Arrays);
        stop = ShouldStop;
        improved = Improved;
    }

    /// <summary>Works until the run stops.</summary>
    public void Work()
    {
        var began = shared.Run.Elapsed.TotalSeconds;
        while (!shared.Run.ShouldStop)
        {
            Fill(began);
            var generation = shared.Population.Generation;
            var idle = 0;
            while (!shared.Run.ShouldStop && idle < shared.Goal && shared.Population.Generation == generation)
            {
                Import();
                idle = Evolve() ? 0 : idle + 1;
            }
            if (!shared.Run.ShouldStop) shared.Population.Collapse(generation);
            began = shared.Run.Elapsed.TotalSeconds;
        }
        Flush();
    }

    private void Fill(double began)
    {
        while (!shared.Run.ShouldStop && shared.Population.Count < shared.Goal)
        {
            var fromBest = shared.TakeBest() ? shared.Run.Best : null;
            var start = fromBest is { } best ? best.Answer : Dispatch(greedy: index == 0 && shared.Population.Count == 0);
            if (start is null) return;
            var order = LinearOrder.Of(shared.Problem, start);
            seenVersion = shared.Run.Version;
            graph.Load(order);
            shared.Population.Add(Walk(shared.Patience));
            // Spend about a quarter of the time on the first population.
            if (shared.Run.Remaining is not { } left) continue;
            var each = (shared.Run.Elapsed.TotalSeconds - began) / shared.Population.Count;
            shared.Goal = (int)Math.Clamp(0.25 * (left.TotalSeconds + shared.Run.Elapsed.TotalSeconds - began) / Math.Max(each, 1e-6), 4, shared.Options.Population);
        }
    }

    /// <summary>A non-delay schedule at random, or by most work remaining; null when the run stops before it is complete.</summary>
    private ShopSchedule? Dispatch(bool greedy) => simulation.Dispatch(greedy ? Greedy : Chance, random, () => shared.Run.ShouldStop);

    /// <summary>Relinks a pair both ways and lets the children compete; true when one was taken.</summary>
    private bool Evolve()
    {
        if (shared.Population.Pair(random.Next) is not var (first, second)) return false;
        var taken = Child(first, second);
        if (shared.Run.ShouldStop) return taken;
        return Child(second, first) || taken;
    }

    private bool Child(Population.Member from, Population.Member to)
    {
        if (!shared.Options.PathRelinking)
        {
            graph.Load(from.Order);
            walk.Perturb(random.Next(5, 24));
            return shared.Population.Compete(Walk(shared.Patience));
        }
        var distance = relinking.Start(from.Order, to.Order);
        if (distance < 10)
        {
            if (Dispatch(greedy: false) is not { } fresh) return false;
            graph.Load(LinearOrder.Of(shared.Problem, fresh));
            return shared.Population.Compete(Walk(shared.Patience));
        }
        Population.Member? chosen = null;
        var margin = Math.Max(distance / 5, 2);
        for (var k = 0; k < shared.Options.Probes; k++)
        {
            relinking.Approach(distance - margin - (int)((long)k * (distance - (2 * margin)) / Math.Max(1, shared.Options.Probes - 1)));
            var point = relinking.Current.ToArray();
            graph.Load(point);
            var probe = Walk(shared.Options.ProbePatience);
            if (chosen is null || probe.Makespan < chosen.Makespan) chosen = probe;
            if (shared.Run.ShouldStop) break;
        }
        graph.Load(chosen!.Order);
        return shared.Population.Compete(Walk(shared.Patience));
    }

    private Population.Member Walk(int patience)
    {
        improved(graph.Makespan);
        walk.Improve(patience, stop, improved);
        if (walk.ProvedOptimal)
        {
            Flush();
            shared.Run.ProveBound(walk.BestMakespan * shared.Unit, shared.Name);
        }
        Flush();
        return new Population.Member(walk.Best.ToArray(), walk.BestMakespan);
    }

    private void Import()
    {
        if (shared.Run.Version == seenVersion) return;
        seenVersion = shared.Run.Version;
        if (shared.Run.Best is not { } best || best.Objective / shared.Unit >= shared.Population.Best) return;
        graph.Load(LinearOrder.Of(shared.Problem, best.Answer));
        shared.Population.Compete(Walk(shared.Patience));
    }

    private void Improved(int makespan)
    {
        if (makespan * shared.Unit < shared.Run.Objective) pending = true;
    }

    private bool ShouldStop()
    {
        if (pending && shared.Run.Elapsed.TotalSeconds > lastOffer + 0.05) Flush();
        return shared.Run.ShouldStop;
    }

    /// <summary>Offers the walk's best. Improvements come in bursts, so at most twenty times a second.</summary>
    private void Flush()
    {
        if (!pending) return;
        pending = false;
        lastOffer = shared.Run.Elapsed.TotalSeconds;
        if (walk.BestMakespan * shared.Unit >= shared.Run.Objective) return;
        var starts = SemiActive.Starts(shared.Problem, walk.Best);
        shared.Run.Offer(ShopSchedule.FromStarts(starts), walk.BestMakespan * shared.Unit, shared.Name);
    }

    /// <summary>What the threads of one search share.</summary>
    public sealed class Shared(ShopProblem problem, Run<ShopSchedule> run, TabuOptions options, string name, long unit)
    {
        private int bestTaken;

        public ShopProblem Problem { get; } = problem;

        public DispatchArrays Arrays { get; } = new(problem);

        public Run<ShopSchedule> Run { get; } = run;

        public TabuOptions Options { get; } = options;

        public string Name { get; } = name;

        public long Unit { get; } = unit;

        public Population Population { get; } = new();

        public int Patience { get; } = options.PatienceFor(problem.OperationCount);

        /// <summary>Members wanted; falls when walks are slow against the time left.</summary>
        public int Goal { get; set; } = options.Population;

        /// <summary>True for the one thread that starts from the run's incumbent.</summary>
        public bool TakeBest() => Interlocked.Exchange(ref bestTaken, 1) == 0;
    }
}
