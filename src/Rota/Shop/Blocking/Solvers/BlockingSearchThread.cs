using Rota.Randomness;
using Rota.Shop.Blocking.Simulation;
using Rota.Solving;

namespace Rota.Shop.Blocking.Solvers;

/// <summary>What a thread of a search over load orders needs beside its strategy: where to begin, offers to the run, and news from it.</summary>
internal sealed class BlockingSearchThread
{
    private readonly BlockingProblem problem;
    private readonly Run<BlockingSchedule> run;
    private readonly BlockingSearchOptions options;
    private readonly string name;
    private long own = long.MaxValue;
    private bool begun;

    private BlockingSearchThread(BlockingProblem problem, Run<BlockingSchedule> run, BlockingSearchOptions options, string name, RandomStream random)
    {
        (this.problem, this.run, this.options, this.name) = (problem, run, options, name);
        Shop = new(problem);
        Walk = new(Shop, options, random.Split("walk"));
        (Stop, Improved) = (() => run.ShouldStop, Offer);
    }

    /// <summary>The shop.</summary>
    public BlockingShop Shop { get; }

    /// <summary>The walk.</summary>
    public BlockingWalk Walk { get; }

    /// <summary>True when the run is over.</summary>
    public Func<bool> Stop { get; }

    /// <summary>Offers the walk's best.</summary>
    public Action Improved { get; }

    /// <summary>True when another solver knows a better schedule than this one ever had.</summary>
    public bool IsOvertaken => run.Objective < own;

    /// <summary>Runs a strategy on every thread.</summary>
    public static void Run(BlockingProblem problem, Run<BlockingSchedule> run, BlockingSearchOptions options, string name, Action<BlockingSearchThread, RandomStream> strategy)
    {
        // Rules come first, if only for the bounds; without swaps they may all end in a ring, and that is not the last word.
        if (run.Best is null) new BlockingRuleSolver().Improve(problem, run);
        var streams = new RandomStream(run.Seed).Split(name);
        var members = Enumerable.Range(0, options.Threads ?? run.Workers).Select(i => new Member(name, streams.Split(i), options, strategy)).ToArray();
        if (members.Length == 1) members[0].Improve(problem, run);
        else new SideBySide<BlockingProblem, BlockingSchedule>(name, name, members).Improve(problem, run);
    }

    /// <summary>Before every walk: false when the search is over. The first time the walk is set to the best schedule known.</summary>
    public bool Begin()
    {
        if (!begun)
        {
            begun = true;
            TakeBest(Walk.Order);
            Walk.Best.CopyFrom(Walk.Order);
            // The first answer comes whatever the limits of the run say.
            Offer();
        }
        return !Walk.IsOptimal && !(options.Steps <= Walk.Steps) && !run.ShouldStop;
    }

    /// <summary>Sets an order to the best schedule known; to one job after another, which no ring can stop, when there is none.</summary>
    public void TakeBest(LoadOrder order)
    {
        if (run.Best is { } best && order.Set(best.Answer))
        {
            own = Math.Min(own, best.Objective);
            return;
        }
        Span<int> list = new int[Shop.Operations];
        for (var o = 0; o < list.Length; o++) list[o] = o;
        order.Set(list);
    }

    /// <summary>Sets the walk to an order with up to three of its jobs, at most a third, taken out and put back; half of the time one of them is critical.</summary>
    public void Shake(LoadOrder from, JobReinsertion rebuilding, RandomStream random)
    {
        if (rebuilding.Rebuild(Walk.Order, from, random.Next(1, Math.Clamp(Shop.Jobs / 3, 1, 3)), random.Next(2) == 0 ? Walk.CriticalJob(from) : -1, random)) return;
        Walk.Order.CopyFrom(from);
        Walk.Perturb(5);
    }

    /// <summary>An empty order of the shop.</summary>
    public LoadOrder NewOrder() => new(Shop, options.Snapshots, options.Cutoffs, options.Estimates);

    private void Offer()
    {
        own = Math.Min(own, Walk.Best.Makespan);
        if (Walk.Best.Makespan < run.Objective) run.Offer(Walk.Best.Schedule(problem.Shop), Walk.Best.Makespan, name);
    }

    private sealed class Member(string name, RandomStream random, BlockingSearchOptions options, Action<BlockingSearchThread, RandomStream> strategy) : ISolver<BlockingProblem, BlockingSchedule>
    {
        public string Name => name;

        public string Description => name;

        public void Improve(BlockingProblem problem, Run<BlockingSchedule> run) => strategy(new(problem, run, options, name, random), random);
    }
}
