namespace Rota.Cluster.Pods.Solvers;

/// <summary>
/// Upper bounds on the number of pods that fit into the cluster together: the smallest first, in each resource and in weighted mixes of the two main ones; on equal nodes also
/// with dual feasible functions (Fekete and Schepers 2001), which see that two large pods never share a node.
/// </summary>
public static class MostPlaced
{
    private const int MostFunctions = 12;
    private const int ManyPods = 1000;

    /// <summary>Most of these pods that can have a node together.</summary>
    public static int Of(PodProblem problem, int[] pods)
    {
        var most = pods.Length;
        for (var r = 0; r < problem.Resources.Length; r++)
            if (!Overloaded(problem, r)) most = Math.Min(most, BySum(problem, pods, r));
        if (Equal(problem)) most = Math.Min(most, ByFunctions(problem, pods));
        return most;
    }

    private static int BySum(PodProblem problem, int[] pods, int resource)
    {
        Int128 capacity = 0;
        foreach (var node in problem.Nodes) capacity += node.Capacity[resource];
        var count = 0;
        foreach (var request in pods.Select(p => problem.Pods[p].Request[resource]).Order())
        {
            if ((capacity -= request) < 0) break;
            count++;
        }
        return count;
    }

    /// <summary>A node that is overloaded today may stay so.</summary>
    private static bool Overloaded(PodProblem problem, int resource)
    {
        var used = new Int128[problem.Nodes.Length];
        foreach (var pod in problem.Pods)
            if (pod.Node >= 0) used[pod.Node] += pod.Request[resource];
        for (var n = 0; n < used.Length; n++)
            if (used[n] > problem.Nodes[n].Capacity[resource]) return true;
        return false;
    }

    private static bool Equal(PodProblem problem) =>
        problem.Nodes.Length > 0 && problem.Nodes.All(node => node.Capacity.AsSpan().SequenceEqual(problem.Nodes[0].Capacity.AsSpan()) && node.Capacity[0] > 0 && node.Capacity[1] > 0)
        && !Overloaded(problem, 0) && !Overloaded(problem, 1);

    /// <summary>
    /// For every set that fits a node the values of such a function add up to at most its scale; a mix of one of each resource, too. So the values of all that is placed add up
    /// to at most nodes times scale.
    /// </summary>
    private static int ByFunctions(PodProblem problem, int[] pods)
    {
        var node = problem.Nodes[0];
        // A few are enough to see most of it, where sorting is what takes the time.
        var functions = pods.Length > ManyPods ? 3 : MostFunctions;
        var values = new long[2][][];
        for (var r = 0; r < 2; r++) values[r] = [.. Enumerable.Range(0, functions).Select(k => (long[])[.. pods.Select(p => Value(k, problem.Pods[p].Request[r], node.Capacity[r]))])];
        var most = pods.Length;
        var mixed = new long[pods.Length];
        foreach (var left in values[0])
            foreach (var right in values[1])
                for (var weight = 0; weight <= 4; weight++)
                {
                    for (var i = 0; i < mixed.Length; i++) mixed[i] = (weight * left[i]) + ((4 - weight) * right[i]);
                    Array.Sort(mixed);
                    var (room, count) = ((Int128)4 * Scale * problem.Nodes.Length, 0);
                    while (count < mixed.Length && (room -= mixed[count]) >= 0) count++;
                    most = Math.Min(most, count);
                }
        return most;
    }

    // Divisible by every k + 1 that is used.
    private const long Scale = 27_720L * 1_000_000;

    /// <summary>u(k): x itself when x (k + 1) is whole, else the floor of it over k, for x in shares of the node; k = 0 is the identity, rounded down.</summary>
    private static long Value(int k, long request, long capacity)
    {
        if (k == 0) return (long)((Int128)request * Scale / capacity);
        var times = (Int128)request * (k + 1);
        if (times % capacity == 0) return (long)(times / capacity * (Scale / (k + 1)));
        return (long)(times / capacity * (Scale / k));
    }
}
