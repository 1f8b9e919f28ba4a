using Google.OrTools.Sat;
using Rota.Cluster.Pods;

namespace Rota.CpSat.Cluster.Pods;

/// <summary>A group's part in a model.</summary>
internal sealed class PodPart
{
    private readonly PodProblem problem;
    private readonly Dictionary<int, List<int>> homes = [];

    public PodPart(PodModel model, PodGroup group, int[] members)
    {
        problem = model.Problem;
        (Group, Members, Rank) = (group, members, problem.Rank[members[0]]);
        foreach (var p in members)
            if (problem.Pods[p].Node is var home && home >= 0 && model.IsFree(home)) (homes.TryGetValue(home, out var list) ? list : homes[home] = []).Add(p);
        foreach (var n in group.Nodes)
            if (model.IsFree(n)) Count[n] = model.Cp.NewIntVar(0, members.Length, "");
        foreach (var (n, list) in homes)
        {
            Stay[n] = model.Cp.NewIntVar(0, list.Count, "");
            // A node may refuse newcomers and still keep those it has.
            if (!Count.ContainsKey(n)) Count[n] = model.Cp.NewIntVar(0, list.Count, "");
            model.Cp.Add(Stay[n] <= Count[n]);
        }
        Placed = model.Cp.NewIntVar(0, members.Length, "");
        model.Cp.Add(LinearExpr.Sum(Count.Values) == Placed);
        Running = homes.Values.Sum(list => list.Count);
        var newcomers = members.Length - Running;
        Moved = model.Cp.NewIntVar(0, Running, "");
        // Places that are not kept go to pending pods first, for which they are no disruption.
        if (Running > 0) model.Cp.Add(Moved >= Placed - LinearExpr.Sum(Stay.Values) - newcomers);
    }

    public PodGroup Group { get; }

    public int[] Members { get; }

    public int Rank { get; }

    /// <summary>Members that run on nodes that may change.</summary>
    public int Running { get; }

    public Dictionary<int, IntVar> Count { get; } = [];

    public Dictionary<int, IntVar> Stay { get; } = [];

    public IntVar Placed { get; }

    public IntVar Moved { get; }

    public void Hint(PodPlan plan, CpModel cp)
    {
        var (placed, kept) = (0, 0);
        foreach (var (n, variable) in Count)
        {
            var count = Members.Count(p => plan.Nodes[p] == n);
            placed += count;
            cp.AddHint(variable, count);
            if (!Stay.TryGetValue(n, out var stay)) continue;
            var keeps = Math.Min(count, homes[n].Count);
            kept += keeps;
            cp.AddHint(stay, keeps);
        }
        cp.AddHint(Placed, placed);
        cp.AddHint(Moved, Math.Clamp(placed - kept - (Members.Length - Running), 0, Running));
    }

    public void Read(CpSolverSolutionCallback solution, int[] nodes)
    {
        foreach (var p in Members) nodes[p] = -1;
        var left = new List<(int Node, int Count)>();
        foreach (var (n, variable) in Count)
        {
            var count = (int)solution.Value(variable);
            if (homes.TryGetValue(n, out var own))
                foreach (var p in own.Take(count))
                {
                    nodes[p] = n;
                    count--;
                }
            if (count > 0) left.Add((n, count));
        }
        // Pending ones first, then those whose home does not change here, then those that really move.
        var waiting = new Queue<int>(Members.Where(p => nodes[p] < 0).OrderBy(p => problem.Pods[p].Node < 0 ? 0 : Stay.ContainsKey(problem.Pods[p].Node) ? 2 : 1));
        foreach (var (n, count) in left)
            for (var i = 0; i < count; i++) nodes[waiting.Dequeue()] = n;
    }
}
