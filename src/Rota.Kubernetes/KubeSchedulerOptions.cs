namespace Rota.Kubernetes;

/// <summary>How a live scheduler works.</summary>
public sealed record KubeSchedulerOptions
{
    /// <summary>Its name: pods with this spec.schedulerName are its own. Default "rota".</summary>
    public string SchedulerName { get; init; } = "rota";

    /// <summary>Pods that fit nowhere may be placed by moving others of its own. Default off.</summary>
    public bool Moves { get; init; }

    /// <summary>Time for one plan with moves. Default 5 s.</summary>
    public TimeSpan PlanTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Shortest time between two plans with moves. Default 30 s.</summary>
    public TimeSpan BetweenPlans { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Only says what it would do, and changes nothing. Default off.</summary>
    public bool Shadow { get; init; }

    /// <summary>Gets a line of JSON for every decision; null for nobody.</summary>
    public TextWriter? Record { get; init; }

    /// <summary>Keeps plans and how far they came on disk, so that the next process goes on or stops; null for nothing.</summary>
    public PlanLog? Log { get; init; }

    /// <summary>Told in a line what is wrong, such as a snapshot that cannot be read; the same thing once. Null for nobody.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Most pods that one plan takes from their nodes; null for any number.</summary>
    public int? MaxMoves { get; init; }

    /// <summary>Most pods of one workload (ReplicaSet, StatefulSet, ...) that one plan takes from their nodes; null for any number.</summary>
    public int? MaxMovesPerWorkload { get; init; }

    /// <summary>Most pods that plans take from their nodes within an hour, with those in <see cref="Log"/>; null for any number.</summary>
    public int? MaxMovesPerHour { get; init; }

    /// <summary>How long a workload is left alone after one of its pods was moved; null for not at all.</summary>
    public TimeSpan? Cooldown { get; init; }

    /// <summary>Bindings under way at the same time. Default 16.</summary>
    public int Parallel { get; init; } = 16;

    /// <summary>How long it waits when nothing changes. Default 1 s.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long to wait after a disruption budget forbade an eviction, as kubectl does. Default 5 s.</summary>
    public TimeSpan EvictionRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often an eviction is tried before the plan is given up. Default 12.</summary>
    public int EvictionTries { get; init; } = 12;

    /// <summary>How long to wait for the replacement of an evicted pod. Default 60 s.</summary>
    public TimeSpan ReplacementTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long one watch lasts, in seconds. Default 300.</summary>
    public int WatchSeconds { get; init; } = 300;
}
