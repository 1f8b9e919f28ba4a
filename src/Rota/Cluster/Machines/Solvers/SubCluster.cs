using System.Collections.Immutable;
using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>Some machines of a snapshot as a snapshot of their own, for solvers that decide part by part.</summary>
internal sealed class SubCluster
{
    private readonly int[] machines;
    private readonly List<int> vms = [];

    /// <param name="problem">The snapshot.</param>
    /// <param name="places">Where its VMs are by now.</param>
    /// <param name="machines">The machines, by number.</param>
    /// <param name="migrationLimit">Most migrations among them.</param>
    /// <param name="stays">VMs that must stay.</param>
    public SubCluster(MachineProblem problem, IReadOnlyList<VmPlace> places, int[] machines, int migrationLimit, Func<int, bool>? stays = null)
    {
        this.machines = machines;
        var number = machines.Index().ToDictionary(entry => entry.Item, entry => entry.Index);
        var own = new Dictionary<int, int>();
        for (var v = 0; v < places.Count; v++)
        {
            if (!number.ContainsKey(places[v].Machine)) continue;
            own[v] = vms.Count;
            vms.Add(v);
        }
        // A rule that names VMs elsewhere cannot be told from in here: those it names do not move.
        var split = problem.Apart.Where(set => set.Members.Any(v => !own.ContainsKey(v))).SelectMany(set => set.Members).ToHashSet();
        Problem = new(
            problem.Name, [.. machines.Select(m => problem.Machines[m])],
            [.. vms.Select(v => problem.Vms[v] with { Place = places[v] with { Machine = number[places[v].Machine] }, Migrates = problem.Vms[v].Migrates && !split.Contains(v) && stays?.Invoke(v) != true })],
            migrationLimit, problem.SlotCores, [.. problem.Apart.Where(set => set.Members.All(own.ContainsKey)).Select(set => set with { Members = [.. set.Members.Select(v => own[v])] })],
            problem.Clusters, problem.OnePool);
    }

    /// <summary>The snapshot of these machines alone.</summary>
    public MachineProblem Problem { get; }

    /// <summary>A plan for them, in the numbers of the whole.</summary>
    public IEnumerable<Migration> Outside(MigrationPlan plan) => plan.Steps.Select(step => new Migration(vms[step.Vm], step.To with { Machine = machines[step.To.Machine] }));

    /// <summary>The best plan that prices find for them within a share of the time left.</summary>
    public ImmutableArray<Migration> Solve(Run<MigrationPlan> outer, double share)
    {
        if (Problem.MigrationLimit == 0 || outer.ShouldStop) return [];
        var limit = outer.Remaining is { } left ? Limit.Time(left * share) : Limit.NoImprovement(TimeSpan.FromSeconds(2));
        var run = new Run<MigrationPlan>(limit | new Stopped(outer), outer.Seed, outer.Workers, null, new Clock(outer), outer.Cancellation);
        new FragmentSearch(usesPolicy: false).Improve(Problem, run);
        return [.. Outside(run.Best!.Value.Answer)];
    }

    private sealed record Stopped(Run<MigrationPlan> Outer) : Limit
    {
        public override TimeSpan? Deadline => null;

        public override bool Reached(in SearchState state) => Outer.ShouldStop;
    }

    /// <summary>The clock of the run around it.</summary>
    private sealed class Clock(Run<MigrationPlan> outer) : TimeProvider
    {
        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => outer.Elapsed.Ticks;
    }
}
