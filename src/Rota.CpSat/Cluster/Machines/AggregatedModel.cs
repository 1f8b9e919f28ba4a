using Google.OrTools.Sat;
using Rota.Cluster.Machines;

namespace Rota.CpSat.Cluster.Machines;

/// <summary>VMs of one size and number of nodes in one pool stand for each other: how many leave and enter each place, and the slots that are left. Slots are maximised.</summary>
internal sealed class AggregatedModel
{
    private readonly MachineProblem problem;
    private readonly List<Flow> flows = [];
    private readonly Dictionary<(int Machine, int Node), IntVar> slots = [];

    public AggregatedModel(MachineProblem problem)
    {
        this.problem = problem;
        var ruled = problem.Apart.SelectMany(set => set.Members).ToHashSet();
        var movable = Enumerable.Range(0, problem.Vms.Length).Where(v => problem.Migrates(v) && !ruled.Contains(v)).ToArray();
        var (free, memory) = Left();
        var balance = new Dictionary<(int, int), List<(IntVar Var, long Cores, long Memory)>>();
        var departures = new List<IntVar>();
        foreach (var kind in movable.GroupBy(v => (Pool: problem.OnePool ? 0 : problem.Machines[problem.Vms[v].Place.Machine].Cluster, Spans: problem.Vms[v].SpansNodes, problem.Vms[v].Cores, problem.Vms[v].MemoryMb)))
        {
            var (outs, ins) = (new List<IntVar>(), new List<IntVar>());
            var here = kind.GroupBy(v => problem.Vms[v].Place).ToDictionary(group => group.Key, group => group.ToArray());
            for (var m = 0; m < problem.Machines.Length; m++)
            {
                if (!problem.Machines[m].IsActive || (!problem.OnePool && problem.Machines[m].Cluster != kind.Key.Pool)) continue;
                for (var k = kind.Key.Spans ? -1 : 0; k < (kind.Key.Spans ? 0 : problem.Machines[m].Nodes.Length); k++)
                {
                    if (kind.Key.Spans && problem.Machines[m].Nodes.Length < 2) continue;
                    var place = new VmPlace(m, k);
                    var vms = here.GetValueOrDefault(place, []);
                    var most = Enumerable.Range(0, problem.Machines[m].Nodes.Length).Where(n => k < 0 || n == k).Min(n => problem.Machines[m].Nodes[n].Cores / kind.Key.Cores);
                    if (most == 0) continue;
                    var enter = Cp.NewIntVar(0, Math.Min(problem.MigrationLimit, most), "");
                    var leave = vms.Length > 0 ? Cp.NewIntVar(0, Math.Min(problem.MigrationLimit, vms.Length), "") : null;
                    flows.Add(new(kind.Key, place, vms, leave, enter));
                    ins.Add(enter);
                    if (leave is not null) outs.Add(leave);
                    for (var n = 0; n < 2; n++)
                    {
                        if (k >= 0 && n != k) continue;
                        if (!balance.TryGetValue((m, n), out var terms)) balance[(m, n)] = terms = [];
                        terms.Add((enter, kind.Key.Cores, kind.Key.MemoryMb));
                        if (leave is not null) terms.Add((leave, -kind.Key.Cores, -kind.Key.MemoryMb));
                    }
                }
            }
            Cp.Add(LinearExpr.Sum(ins) == LinearExpr.Sum(outs));
            departures.AddRange(outs);
        }
        Cp.Add(LinearExpr.Sum(departures) <= problem.MigrationLimit);
        long unchanged = 0;
        for (var m = 0; m < problem.Machines.Length; m++)
            for (var k = 0; problem.Machines[m].IsActive && k < problem.Machines[m].Nodes.Length; k++)
            {
                if (!balance.TryGetValue((m, k), out var terms))
                {
                    unchanged += free[m, k] / problem.SlotCores;
                    continue;
                }
                var y = slots[(m, k)] = Cp.NewIntVar(0, problem.Machines[m].Nodes[k].Cores / problem.SlotCores, "");
                Cp.Add(LinearExpr.WeightedSum(terms.Select(term => term.Var), terms.Select(term => term.Cores)) + (problem.SlotCores * y) <= free[m, k]);
                Cp.Add(LinearExpr.WeightedSum(terms.Select(term => term.Var), terms.Select(term => term.Memory)) <= memory[m, k]);
            }
        Cp.Maximize(LinearExpr.Sum(slots.Values) + unchanged);
    }

    public CpModel Cp { get; } = new();

    /// <summary>Shows the solver a plan to start from.</summary>
    public void Hint(MigrationPlan plan)
    {
        var places = plan.Places(problem);
        var came = Enumerable.Range(0, places.Length).Where(v => places[v] != problem.Vms[v].Place).GroupBy(v => (places[v], problem.Vms[v].Cores, problem.Vms[v].MemoryMb)).ToDictionary(group => group.Key, group => group.Count());
        foreach (var flow in flows)
        {
            if (flow.Leave is { } leave) Cp.AddHint(leave, flow.Vms.Count(v => places[v] != flow.Place));
            Cp.AddHint(flow.Enter, came.GetValueOrDefault((flow.Place, flow.Kind.Cores, flow.Kind.MemoryMb)));
        }
    }

    /// <summary>Where every VM is in a solution.</summary>
    public VmPlace[] Read(CpSolverSolutionCallback solution)
    {
        var places = problem.Vms.Select(vm => vm.Place).ToArray();
        var leaving = new Dictionary<(int, bool, int, long), Queue<int>>();
        foreach (var flow in flows)
        {
            var left = flow.Leave is null ? 0 : (int)solution.Value(flow.Leave);
            for (var i = 0; i < left; i++)
            {
                if (!leaving.TryGetValue(flow.Kind, out var queue)) leaving[flow.Kind] = queue = new();
                queue.Enqueue(flow.Vms[i]);
            }
        }
        foreach (var flow in flows)
        {
            for (var count = solution.Value(flow.Enter); count > 0; count--)
            {
                if (!leaving.TryGetValue(flow.Kind, out var queue) || queue.Count == 0) break;
                places[queue.Dequeue()] = flow.Place;
            }
        }
        return places;
    }

    private (long[,] Free, long[,] Memory) Left()
    {
        var (free, memory) = (new long[problem.Machines.Length, 2], new long[problem.Machines.Length, 2]);
        for (var m = 0; m < problem.Machines.Length; m++)
            for (var k = 0; k < problem.Machines[m].Nodes.Length; k++) (free[m, k], memory[m, k]) = (problem.Machines[m].Nodes[k].Cores, problem.Machines[m].Nodes[k].MemoryMb);
        foreach (var vm in problem.Vms)
            for (var k = 0; k < 2; k++)
                if (vm.SpansNodes || vm.Place.Node == k)
                {
                    free[vm.Place.Machine, k] -= vm.Cores;
                    memory[vm.Place.Machine, k] -= vm.MemoryMb;
                }
        return (free, memory);
    }

    /// <summary>What leaves and enters one place of one kind.</summary>
    private sealed record Flow((int Pool, bool Spans, int Cores, long MemoryMb) Kind, VmPlace Place, int[] Vms, IntVar? Leave, IntVar Enter);
}
