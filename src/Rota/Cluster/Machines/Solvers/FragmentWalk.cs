using Rota.Randomness;
using Rota.Solving;

namespace Rota.Cluster.Machines.Solvers;

/// <summary>The inside of annealing: one walk.</summary>
internal sealed class FragmentWalk
{
    public static double Alpha = 250, Hot = 300, Cold = 30;
    public static int Cycle = 3_000_000;
    private const int SlotWorth = 1000;

    private readonly MachineProblem problem;
    private readonly RandomStream random;
    private readonly Run<MigrationPlan> run;
    private readonly string name;
    private readonly MachineState state;
    private readonly int[] worth;
    private readonly int[][] machinesOf;
    private readonly int[] moved;
    private readonly int[] rank;
    private int movedCount;
    private int[] leave = [], kindOf = [];
    private (int Machine, int Node)[][] come = [];
    private int bestSlots;

    public FragmentWalk(MachineProblem problem, RandomStream random, Run<MigrationPlan> run, string name)
    {
        (this.problem, this.random, this.run, this.name) = (problem, random, run, name);
        state = new(problem);
        var slot = problem.SlotCores;
        worth = [.. Enumerable.Range(0, MachineProblem.MostCores + 1).Select(f => (f / slot * SlotWorth) + (int)(Alpha * (f % slot) * (f % slot) / (slot * slot)))];
        machinesOf = [.. Enumerable.Range(0, state.Group.DefaultIfEmpty(-1).Max() + 1).Select(g => Enumerable.Range(0, state.Group.Length).Where(m => state.Group[m] == g).ToArray())];
        moved = new int[problem.Vms.Length];
        rank = [.. Enumerable.Repeat(-1, problem.Vms.Length)];
        bestSlots = state.Slots;
    }

    public long Steps;

    public void Walk()
    {
        if (state.Movable.Length == 0 || problem.MigrationLimit == 0) return;
        var bound = new PriceBound(problem);
        bound.Prove(-1, 80, () => false);
        run.ProveBound(MachineCost.OfSlots(problem, (long)Math.Floor(bound.Slots + 1e-6)), name);
        Console.Write($"[bound {bound.Slots:F2} toll {bound.Toll:F2} {run.Elapsed.TotalSeconds:F2}] ");
        for (var below = 0; !run.ShouldStop; below = (below + 1) % 3)
        {
            (leave, kindOf, come) = bound.Useful(new(problem), Math.Max(bestSlots + 1, (int)Math.Floor(bound.Slots + 1e-6) - below));
            Console.Write($"[{leave.Length} leave, {string.Join(' ', come.Select(c => c.Length))} {run.Elapsed.TotalSeconds:F2}]");
            if (leave.Length == 0) continue;
            for (var i = 0; i < Cycle; i++)
            {
                if ((i & 0xFFF) == 0 && run.ShouldStop) { Console.Write($" [{Steps / 1e6:F1}M] "); return; }
                var t = Hot * Math.Pow(Cold / Hot, (double)i / Cycle);
                Step(t);
                Steps++;
                if (state.Slots > bestSlots && movedCount <= problem.MigrationLimit) Found();
            }
        }
    }

    private void Found()
    {
        bestSlots = state.Slots;
        var (plan, slots) = MoveOrdering.Order(state);
        run.Offer(plan, MachineCost.OfSlots(problem, slots), name);
        if (slots < state.Slots) Console.Write($"<order {slots}/{state.Slots}>");
        if (slots < state.Slots) bestSlots = slots; // look for another way to the same number
    }

    private void Step(double temperature)
    {
        // How much energy may be lost this time.
        var bar = (int)(temperature * Math.Log(random.NextDouble() + 1e-300));
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
        if (rank[v] >= 0 || movedCount < problem.MigrationLimit)
        {
            if (Delta(v, m, k) >= bar) Move(v, m, k);
            return;
        }
        // At the limit another goes home for it; first this one, because it is the rarer half.
        var back = moved[random.Next(movedCount)];
        var home2 = problem.Vms[back].Place;
        var gain = Delta(v, m, k);
        if (gain < bar - (2 * SlotWorth)) return;
        var (fromMachine, fromNode) = (state.MachineOf[v], state.Node[v]);
        Move(v, m, k);
        if (state.Fits(back, home2.Machine, home2.Node) && gain + Delta(back, home2.Machine, home2.Node) >= bar) Move(back, home2.Machine, home2.Node);
        else Move(v, fromMachine, fromNode);
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
