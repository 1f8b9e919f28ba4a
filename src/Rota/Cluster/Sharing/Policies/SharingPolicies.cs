using Rota.Formats;

namespace Rota.Cluster.Sharing.Policies;

/// <summary>All policies that share a pool among users. Adding one: a new file and a line here.</summary>
public static class SharingPolicies
{
    /// <summary>By the name the command line takes.</summary>
    public static IReadOnlyList<SharingPolicyEntry> All { get; } =
    [
        new("ujf", "user job fairness: the user with the fewest running tasks, then that user's stage with the fewest", () => new UserFairness()),
        new("uwfq", "user-weighted fair queueing: the finish in an ideal pool shared by users", () => new UserWeightedFairness()),
        new("uwfq-plus", "ours: the same, jobs chained by what is left of them, estimates corrected by what a job has used", () => new UserWeightedFairness(UserWeightedFairness.UsualGrowth, remaining: true)),
        new("fifo", "the earliest job", () => new FirstInFirstOut()),
        new("fair", "the stage with the fewest running tasks", () => new FairStages()),
        new("cfq", "the finish in an ideal pool shared by stages, without users", () => new ClusterFairQueueing()),
        new("srpt", "the job with the least estimated work left, without users", () => new ShortestRemaining()),
        new("drr", "deficit round robin over users", () => new DeficitRoundRobin()),
        new("usage", "the user with the least usage, half-life 60 s (Kueue's admission fair sharing)", () => new DecayedUsage()),
        new("quota", "a quota of cores for every user, the rest to whoever asks (YARN's capacity scheduler)", () => new CapacityQuotas()),
        new("random", "a stage by chance", () => new RandomStage()),
    ];

    /// <summary>The policy of a name.</summary>
    /// <exception cref="RotaException">No such policy; the message names the nearest.</exception>
    public static SharingPolicyEntry Find(string name) =>
        All.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RotaException($"unknown policy '{name}', expected one of {string.Join(", ", All.Select(entry => entry.Name))}{Nearest.Hint(name, All.Select(entry => entry.Name))}");
}
