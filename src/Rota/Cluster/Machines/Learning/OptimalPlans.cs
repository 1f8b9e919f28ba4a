using Rota.Cluster.Machines.Solvers;
using Rota.Learning;
using Rota.Randomness;
using Rota.Solving;

namespace Rota.Cluster.Machines.Learning;

/// <summary>
/// The expert that a policy imitates: solves the snapshot at the beginning of an episode, to the proved optimum most often, and carries the plan out in an order that can be learnt: what gains
/// at once first, then what several migrations gain together, one such group after another. Among equals chance decides, so that on average all of them are taught. The time it may take is
/// counted in looks at the clock: the same plan on every machine.
/// </summary>
public sealed class OptimalPlans : IPolicy
{
    private const int MostLooks = 1500;

    private readonly List<Migration> left = [];
    private MachineProblem? of;
    private Migration next;

    /// <inheritdoc/>
    public string Name => "optimal plans";

    /// <inheritdoc/>
    public bool NeedsObservation => false;

    /// <inheritdoc/>
    public Choice Choose(in Decision decision, RandomStream random, double temperature)
    {
        var environment = (RescheduleEnvironment)decision.Environment.Unwrapped;
        if (environment.Chosen >= 0)
        {
            left.Remove(next);
            // Another of its kind went in its place: the two change plans.
            if (environment.Chosen != next.Vm && left.FindIndex(move => move.Vm == environment.Chosen) is >= 0 and var other) left[other] = left[other] with { Vm = next.Vm };
            return new(Math.Max(0, environment.IndexOfPlace(next.To)));
        }
        if (of != environment.Inside.Problem || environment.Inside.Moves.Count == 0) Plan(environment.Inside.Problem);
        next = Next(environment.Inside.State, random) ?? Spare(environment, random);
        return new(Math.Max(0, environment.IndexOfVm(next.Vm)));
    }

    /// <inheritdoc/>
    public IPolicy ForThread() => new OptimalPlans();

    private void Plan(MachineProblem problem)
    {
        of = problem;
        left.Clear();
        var run = new Run<MigrationPlan>(Limit.Time(TimeSpan.FromTicks(MostLooks)), 1, 1, null, new Looks());
        new FragmentSearch(usesPolicy: false).Improve(problem, run);
        var places = run.Best!.Value.Answer.Places(problem);
        // Net moves, without those that change nothing.
        var state = new MachineState(problem);
        for (var v = 0; v < places.Length; v++)
            if (places[v] != problem.Vms[v].Place) state.Move(v, places[v].Machine, places[v].Node);
        for (var v = 0; v < places.Length; v++)
        {
            if (state.IsHome(v)) continue;
            var (home, slots) = (problem.Vms[v].Place, state.Slots);
            if (state.Fits(v, home.Machine, home.Node))
            {
                state.Move(v, home.Machine, home.Node);
                if (state.Slots >= slots) continue;
                state.Move(v, places[v].Machine, places[v].Node);
            }
            left.Add(new(v, places[v]));
        }
    }

    private Migration? Next(MachineState state, RandomStream random)
    {
        var best = new List<Migration>();
        var most = double.NegativeInfinity;
        foreach (var move in left)
        {
            if (!state.Fits(move.Vm, move.To.Machine, move.To.Node)) continue;
            var gain = state.GainOfLeaving(move.Vm) + state.GainOfComing(move.Vm, move.To.Machine, move.To.Node);
            // Without a gain of its own: the fewer are to follow from its machine, the sooner.
            var worth = gain > 0 ? 1000.0 * gain : (1000.0 * gain) - left.Count(other => state.MachineOf[other.Vm] == state.MachineOf[move.Vm]);
            if (worth > most) best.Clear();
            if (worth < most) continue;
            most = worth;
            best.Add(move);
        }
        return best.Count == 0 ? null : best[random.Next(best.Count)];
    }

    /// <summary>The plan is done and migrations are left: the greedy one.</summary>
    private static Migration Spare(RescheduleEnvironment environment, RandomStream random)
    {
        var it = environment.Inside;
        var (places, best, most) = (new List<(int Machine, int Node)>(), default(Migration?), int.MinValue);
        for (var m = 0; m < it.State.Group.Length; m++)
            foreach (var kind in it.KindsOn(m))
            {
                if (!it.CanMove(kind)) continue;
                var leaving = it.State.GainOfLeaving(kind.Vm);
                if (leaving <= most) continue;
                it.Places(kind.Vm, places);
                foreach (var (machine, node) in places)
                    if (leaving + it.State.GainOfComing(kind.Vm, machine, node) is var gain && gain > most) (best, most) = (new(kind.Vm, new(machine, node)), gain);
            }
        return best ?? throw new InvalidOperationException("nothing can move");
    }

    /// <summary>A clock that goes on by a tick a look.</summary>
    private sealed class Looks : TimeProvider
    {
        private long looks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => looks++;
    }
}
