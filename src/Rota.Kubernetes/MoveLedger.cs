using Rota.Cluster.Pods;

namespace Rota.Kubernetes;

/// <summary>Which workloads were moved when: so that a cluster is not stirred more often than its owners allow. Thread-safe.</summary>
/// <param name="time">The clock.</param>
public sealed class MoveLedger(TimeProvider time)
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly List<(DateTimeOffset At, string Owner)> moves = [];

    /// <summary>A pod was evicted for a plan.</summary>
    /// <param name="owner">Whose it was, see <see cref="MoveLimits.OwnerOf"/>.</param>
    /// <param name="at">When; null for now.</param>
    public void Add(string owner, DateTimeOffset? at = null)
    {
        lock (gate) moves.Add((at ?? time.GetUtcNow(), owner));
    }

    /// <summary>Evictions of the last hour.</summary>
    public int OfLastHour
    {
        get
        {
            var since = time.GetUtcNow() - Hour;
            lock (gate) return moves.Count(move => move.At > since);
        }
    }

    /// <summary>How long ago each owner's pods were last moved.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Ages()
    {
        var now = time.GetUtcNow();
        lock (gate) return moves.GroupBy(move => move.Owner).ToDictionary(group => group.Key, group => now - group.Max(move => move.At));
    }

    /// <summary>The cluster as a plan may change it now: limits of moves, and pods of workloads that were moved a short while ago stay. Null when no pod may leave its node.</summary>
    public PodProblem? Limited(PodProblem problem, KubeSchedulerOptions options)
    {
        var most = options.MaxMoves;
        if (options.MaxMovesPerHour is { } each) most = Math.Min(most ?? int.MaxValue, each - OfLastHour);
        if (most <= 0) return null;
        if (most is not null || options.MaxMovesPerWorkload is not null) problem = problem.With(new MoveLimits(most, options.MaxMovesPerWorkload));
        if (options.Cooldown is not { } cooldown) return problem;
        var ages = Ages();
        return problem.With([.. problem.Pods.Select(pod =>
            pod.Node >= 0 && pod.Held is null && ages.TryGetValue(MoveLimits.OwnerOf(pod), out var age) && age < cooldown ? pod with { Held = $"its workload was moved {age.TotalSeconds:F0} s ago (cooldown)" } : pod)]);
    }
}
