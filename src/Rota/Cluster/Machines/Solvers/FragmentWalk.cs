using Rota.Randomness;
using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// The inside of annealing: one walk. A cycle cools down over steps that take a VM elsewhere, or home; at the migration limit another goes home for one that leaves. Prices say which VMs
/// and places a plan of the hoped-for number of slots can use at all; only those are tried. The hope is lowered from cycle to cycle and begins again at the bound.
/// </summary>
internal sealed class FragmentWalk
{
    /// <summary>Energy of a slot; of a remainder that would be one whole slot; temperatures at the ends of a cycle; steps of a cycle. First guesses, not tuned.</summary>
    private const int SlotWorth = 1000;
    private const double RemainderWorth = 250;
    private const double Hot = 300;
    private const double Cold = 30;
    private const int CycleSteps = 3_000_000;
    private const int Hopes = 3;

    private readonly MachineProblem problem;
    private readonly RandomStream random;
    private readonly Run<MigrationPlan> run;
    private readonly string name;
    private readonly PriceBound? bound;
    private readonly MachineState state;
    private readonly int[] worth;
    private readonly int[] moved;
    private readonly int[] rank;
    private int[] leave = [];
    private int[] kindOf = [];
    private (int Machine, int Node)[][] come = [];
    private int movedCount;
    private int bestSlots;

    /// <param name="problem">The snapshot.</param>
    /// <param name="random">The walk's numbers.</param>
    /// <param name="run">Where plans go.</param>
    /// <param name="name">How they are signed.</param>
    /// <param name="bound">Prices that say what is of use; null to try everything.</param>
    public FragmentWalk(MachineProblem problem, RandomStream random, Run<MigrationPlan> run, string name, PriceBound? bound)
    {
        (this.problem, this.random, this.run, this.name, this.bound) = (problem, random, run, name, bound);
        state = new(problem);
        var slot = problem.SlotCores;
        worth = [.. Enumerable.Range(0, state.Free.DefaultIfEmpty(0).Max() + 1 + problem.Machines.SelectMany(machine => machine.Nodes).Select(node => node.Cores).DefaultIfEmpty(0).Max()).Select(Worth)];
        moved = new int[problem.Vms.Length];
        rank = [.. Enumerable.Repeat(-1, problem.Vms.Length)];
        // What others have found is to be beaten.
        bestSlots = Math.Max(state.Slots, run.Objective == long.MaxValue ? 0 : (int)((problem.FreeCores - run.Objective) / slot));

        int Worth(int free) => (free / slot * SlotWorth) + (int)(RemainderWorth * (free % slot) * (free % slot) / (slot * slot));
    }

    public void Walk()
    {
        if (state.Movable.Length == 0 || problem.MigrationLimit == 0) return;
        var most = bound is null ? int.MaxValue : (int)Math.Floor(bound.Slots + 1e-6);
        for (var below = 0; !run.ShouldStop; below = (below + 1) % Hopes)
        {
            Look(Math.Max(bestSlots + 1, most - below));
            // Nobody could leave in a plan that good: the hope is too high, or nothing better is left to find.
            if (leave.Length == 0 && (bound is null || most - below <= bestSlots + 1)) return;
            for (var i = 0; leave.Length > 0 && i < CycleSteps; i++)
            {
                if ((i & 0x3FF) == 0 && run.ShouldStop) return;
                Step(Hot * Math.Pow(Cold / Hot, (double)i / CycleSteps));
                if (state.Slots > bestSlots) Found();
            }
        }
    }

    /// <summary>Decides what is tried in the next cycle.</summary>
    private void Look(int hope)
    {
        if (bound is not null)
        {
            (leave, kindOf, come) = bound.Useful(new(problem), hope);
            return;
        }
        leave = state.Movable;
        var groups = state.Group.DefaultIfEmpty(-1).Max() + 1;
        kindOf = [.. Enumerable.Range(0, problem.Vms.Length).Select(v => Math.Max(0, (2 * state.Group[state.MachineOf[v]]) + (state.Node[v] < 0 ? 1 : 0)))];
        come = [.. Enumerable.Range(0, 2 * groups).Select(t => Enumerable.Range(0, state.Group.Length).Where(m => state.Group[m] == t / 2)
            .SelectMany(m => t % 2 == 1 ? ((int, int)[])[(m, -1)] : [(m, 0), (m, 1)]).ToArray())];
    }

    private void Found()
    {
        bestSlots = state.Slots;
        var (plan, slots) = MoveOrdering.Order(state);
        run.Offer(plan, MachineCost.OfSlots(problem, slots), name);
    }

    private void Step(double temperature)
    {
        // How much energy may be lost this time.
        var bar = (int)(temperature * Math.Log(random.NextDouble() + double.Epsilon));
        var dice = random.Next(8);
        int v;
        if (dice < 3 && movedCount > 0)
        {
            v = moved[random.Next(movedCount)];
            if (dice == 0)
            {
                var home = problem.Vms[v].Place;
                if (state.Fits(v, home.Machine, home.Node) && Delta(v, home.Machine, home.Node) >= bar) Move(v, home.Machine, home.Node);
                return;
            }
        }
        else v = leave[random.Next(leave.Length)];
        var places = come[kindOf[v]];
        if (places.Length == 0) return;
        var (m, k) = places[random.Next(places.Length)];
        if (!state.Fits(v, m, k)) return;
        var gain = Delta(v, m, k);
        if (rank[v] >= 0 || movedCount < problem.MigrationLimit)
        {
            if (gain >= bar) Move(v, m, k);
        }
        else if (gain >= bar - (2 * SlotWorth)) Instead(v, m, k, gain, bar);
    }

    /// <summary>At the limit: the VM leaves its home, and one that has left goes back, when the two together are good enough.</summary>
    private void Instead(int v, int m, int k, int gain, int bar)
    {
        var back = moved[random.Next(movedCount)];
        var home = problem.Vms[back].Place;
        var (machine, node) = (state.MachineOf[v], state.Node[v]);
        Move(v, m, k);
        if (state.Fits(back, home.Machine, home.Node) && gain + Delta(back, home.Machine, home.Node) >= bar) Move(back, home.Machine, home.Node);
        else Move(v, machine, node);
    }

    private int Delta(int v, int m, int k)
    {
        var (c, a, b, n, f) = (state.Cores[v], 2 * state.MachineOf[v], 2 * m, state.Node[v], state.Free);
        if (n < 0)
            return worth[f[a] + c] - worth[f[a]] + worth[f[a + 1] + c] - worth[f[a + 1]] + worth[f[b] - c] - worth[f[b]] + worth[f[b + 1] - c] - worth[f[b + 1]];
        (a, b) = (a + n, b + k);
        return worth[f[a] + c] - worth[f[a]] + worth[f[b] - c] - worth[f[b]];
    }

    private void Move(int v, int m, int k)
    {
        state.Move(v, m, k);
        var home = state.IsHome(v);
        if (home && rank[v] >= 0)
        {
            var last = moved[--movedCount];
            moved[rank[v]] = last;
            rank[last] = rank[v];
            rank[v] = -1;
        }
        else if (!home && rank[v] < 0)
        {
            rank[v] = movedCount;
            moved[movedCount++] = v;
        }
    }
}
