using Rota.Cluster.Pods.Policies;
using Rota.Randomness;

namespace Rota.Cluster.Pods.Simulation;

/// <summary>
/// A twin of kube-scheduler in what matters to packing: one pod at a time by priority and arrival; nodes filtered, scored (resources, balance, soft spread of an owner's
/// pods, taints), ties drawn; preemption that looks at one node at a time. Pods arrive in batches; victims are re-created and wait again.
/// </summary>
public sealed class DefaultScheduler
{
    private readonly DefaultSchedulerOptions options;
    private readonly RandomStream random;
    private readonly Preemption preemption;
    private readonly long[] since;
    private readonly HashSet<int> waiting = [];
    private readonly OwnerCounts owners;
    private readonly Dictionary<int, int> nominated = [];
    private long clock;

    /// <param name="state">The cluster; the scheduler changes it.</param>
    /// <param name="seed">Draws ties.</param>
    /// <param name="options">Behaviour.</param>
    public DefaultScheduler(ClusterState state, ulong seed = 1, DefaultSchedulerOptions? options = null)
    {
        State = state;
        this.options = options ?? DefaultSchedulerOptions.Default;
        random = new RandomStream(seed).Split("default-scheduler");
        since = new long[state.Problem.Pods.Length];
        owners = new(state);
        for (var p = 0; p < since.Length; p++) since[p] = state.Problem.Pods[p].Started;
        clock = since.DefaultIfEmpty().Max() + 1;
        preemption = new(state, since, this.options.TiesByName ? null : random);
    }

    /// <summary>The cluster.</summary>
    public ClusterState State { get; }

    /// <summary>How many pods were evicted for others so far.</summary>
    public int Preempted { get; private set; }

    /// <summary>Pods come in, in this order, and everything that can be placed is, until nothing changes.</summary>
    public void Arrive(params ReadOnlySpan<int> pods)
    {
        foreach (var pod in pods) since[pod] = clock++;
        var queue = Ordered(pods.ToArray());
        while (true)
        {
            var preempted = false;
            foreach (var pod in queue)
            {
                if (Place(pod))
                {
                    waiting.Remove(pod);
                    continue;
                }
                waiting.Add(pod);
                preempted = TryPreempt(pod);
                if (preempted) break;
            }
            if (!preempted) return;
            // Pods have left: everybody who waits tries again, and who had not had a turn yet, too.
            foreach (var pod in queue)
                if (State.NodeOf[pod] < 0) waiting.Add(pod);
            queue = Ordered(waiting);
        }
    }

    private int[] Ordered(IEnumerable<int> pods) => [.. pods.OrderByDescending(pod => State.Problem.Pods[pod].Priority).ThenBy(pod => since[pod])];

    private bool TryPreempt(int pod)
    {
        if (!options.Preempts || State.Problem.Pods[pod].NeverPreempts || preemption.Find(pod) is not var (node, victims)) return false;
        foreach (var victim in victims)
        {
            owners.Count(victim, State.NodeOf[victim], -1);
            State.Remove(victim);
            // Its owner makes a new one, which arrives now.
            since[victim] = clock++;
            waiting.Add(victim);
        }
        Preempted += victims.Count;
        nominated[pod] = node;
        return true;
    }

    private bool Place(int pod)
    {
        var node = nominated.Remove(pod, out var reserved) && State.Fits(pod, reserved) ? reserved : Choose(pod);
        if (node < 0) return false;
        State.Put(pod, node);
        owners.Count(pod, node, 1);
        since[pod] = clock++;
        return true;
    }

    private int Choose(int pod)
    {
        var fitting = new List<int>();
        foreach (var n in State.Problem.Eligible(pod))
            if (State.Fits(pod, n)) fitting.Add(n);
        if (fitting.Count == 0) return -1;
        var spread = owners.Scores(pod, fitting);
        var (best, most, equal) = (-1, long.MinValue, 0);
        for (var i = 0; i < fitting.Count; i++)
        {
            var n = fitting[i];
            var score = (options.Packs ? LeastAllocated.Most(State, pod, n) : LeastAllocated.Least(State, pod, n))
                + LeastAllocated.Balanced(State, pod, n) + (options.SpreadWeight * spread[i]) + (3 * TaintScore(pod, n));
            if (score > most || (score == most && options.TiesByName && string.CompareOrdinal(State.Problem.Nodes[n].Name, State.Problem.Nodes[best].Name) < 0))
                (best, most, equal) = (n, score, 1);
            else if (score == most && !options.TiesByName && random.Next(++equal) == 0) best = n;
        }
        return best;
    }

    private long TaintScore(int pod, int node)
    {
        foreach (var taint in State.Problem.Nodes[node].Taints)
            if (taint.Effect == TaintEffect.PreferNoSchedule && !State.Problem.Pods[pod].Rules.Tolerations.Any(toleration => toleration.Covers(taint))) return 0;
        return 100;
    }
}
