using System.Collections.Immutable;

namespace Rota.Cluster.Pods;

/// <summary>
/// A cluster that changes: where pods are, and what is free. Placing and removing cost a few additions; rules between pods cost something only where there are any.
/// Not thread-safe.
/// </summary>
public sealed class ClusterState
{
    private readonly long[] free;
    private readonly int[] nodeOf;
    private readonly int[][]? gpuFree;
    private readonly ImmutableArray<int>[]? devices;
    private readonly bool[]?[] eligible;
    private readonly ClusterRules? rules;

    /// <summary>The cluster as its snapshot has it.</summary>
    public ClusterState(PodProblem problem)
        : this(problem, PodPlan.Unchanged(problem))
    {
    }

    /// <summary>The cluster as a plan has it.</summary>
    public ClusterState(PodProblem problem, PodPlan plan)
    {
        Problem = problem;
        Resources = problem.Resources.Length;
        free = new long[problem.Nodes.Length * Resources];
        for (var n = 0; n < problem.Nodes.Length; n++) problem.Nodes[n].Capacity.CopyTo(free, n * Resources);
        nodeOf = new int[problem.Pods.Length];
        Array.Fill(nodeOf, -1);
        eligible = new bool[problem.Groups.Length][];
        foreach (var group in problem.Groups)
        {
            if (group.Nodes.Length == problem.Nodes.Length) continue;
            var may = eligible[group.Number] = new bool[problem.Nodes.Length];
            foreach (var n in group.Nodes) may[n] = true;
        }
        if (problem.SharesGpus)
        {
            gpuFree = [.. problem.Nodes.Select(node => Enumerable.Repeat(1000, node.Gpus).ToArray())];
            devices = [.. problem.Pods.Select(_ => ImmutableArray<int>.Empty)];
        }
        if (ClusterRules.Any(problem)) rules = new(problem);
        for (var p = 0; p < nodeOf.Length; p++)
            if (plan.Nodes[p] >= 0) Put(p, plan.Nodes[p], plan.Devices.IsDefaultOrEmpty ? [] : plan.Devices[p]);
    }

    /// <summary>The cluster.</summary>
    public PodProblem Problem { get; }

    /// <summary>Number of resources.</summary>
    public int Resources { get; }

    /// <summary>The node of each pod, -1 for none.</summary>
    public ReadOnlySpan<int> NodeOf => nodeOf;

    /// <summary>What is free on a node, by resource; below 0 where it is overloaded.</summary>
    public ReadOnlySpan<long> Free(int node) => free.AsSpan(node * Resources, Resources);

    /// <summary>Thousandths free on each shared GPU of a node.</summary>
    public ReadOnlySpan<int> GpuFree(int node) => gpuFree is null ? [] : gpuFree[node];

    /// <summary>True when quotas, budgets or rules between pods have to be looked at.</summary>
    public bool HasRules => rules is not null;

    /// <summary>True when quotas, budgets and rules between pods are kept as a whole.</summary>
    public bool RulesHold => rules is null || rules.Hold();

    /// <summary>True when the node would take the pod if it were empty.</summary>
    public bool IsEligible(int pod, int node) => Problem.Pods[pod].Node == node || eligible[Problem.GroupOf(pod)] is not { } may || may[node];

    /// <summary>True when the pod could be put there now. It must not be anywhere.</summary>
    public bool Fits(int pod, int node) => IsEligible(pod, node) && HasRoom(pod, node) && (rules is null || rules.Allow(pod, node));

    /// <summary>True when the node's free resources are enough for the pod, whatever the rules.</summary>
    public bool HasRoom(int pod, int node)
    {
        var the = Problem.Pods[pod];
        var request = the.Request.AsSpan();
        var left = free.AsSpan(node * Resources, Resources);
        for (var r = 0; r < request.Length; r++)
            if (request[r] > left[r]) return false;
        if (the.Gpus == 0) return true;
        var fitting = 0;
        foreach (var milli in gpuFree![node]) fitting += milli >= the.GpuMilli ? 1 : 0;
        return fitting >= the.Gpus;
    }

    /// <summary>Puts a pod on a node; whether it fits is the caller's matter. Its GPUs are those given, else the fullest that fit.</summary>
    public void Put(int pod, int node, ImmutableArray<int> chosen = default)
    {
        var the = Problem.Pods[pod];
        nodeOf[pod] = node;
        var request = the.Request.AsSpan();
        var left = free.AsSpan(node * Resources, Resources);
        for (var r = 0; r < request.Length; r++) left[r] -= request[r];
        if (the.Gpus > 0)
        {
            devices![pod] = chosen.IsDefaultOrEmpty ? Fullest(the, gpuFree![node]) : chosen;
            foreach (var device in devices[pod]) gpuFree![node][device] -= the.GpuMilli;
        }
        rules?.Put(pod, node);
    }

    /// <summary>Takes a pod off its node.</summary>
    public void Remove(int pod)
    {
        var (the, node) = (Problem.Pods[pod], nodeOf[pod]);
        nodeOf[pod] = -1;
        var request = the.Request.AsSpan();
        var left = free.AsSpan(node * Resources, Resources);
        for (var r = 0; r < request.Length; r++) left[r] += request[r];
        if (the.Gpus > 0)
        {
            foreach (var device in devices![pod]) gpuFree![node][device] += the.GpuMilli;
            devices[pod] = [];
        }
        rules?.Remove(pod, node);
    }

    /// <summary>The state as a plan.</summary>
    public PodPlan ToPlan() => new([.. nodeOf]) { Devices = devices is null ? [] : [.. devices] };

    private static ImmutableArray<int> Fullest(ClusterPod pod, int[] milli) =>
        [.. Enumerable.Range(0, milli.Length).Where(device => milli[device] >= pod.GpuMilli).OrderBy(device => milli[device]).Take(pod.Gpus).Order()];
}
