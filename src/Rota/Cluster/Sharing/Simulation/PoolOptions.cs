using Rota.Cluster.Sharing.Estimates;

namespace Rota.Cluster.Sharing.Simulation;

/// <summary>How a stage is cut into tasks.</summary>
public enum Partitioning
{
    /// <summary>A task a core, as Spark does it.</summary>
    Cores,

    /// <summary>Runtime partitioning: from the estimate, so that a task takes about <see cref="PoolOptions.TaskSeconds"/>; the article's "-P".</summary>
    Runtime,

    /// <summary>A task a core, each stopped after <see cref="PoolOptions.TaskSeconds"/>, its rest waiting again: needs no estimate. Ours.</summary>
    Sliced,
}

/// <summary>The pool and what it knows.</summary>
public sealed record PoolOptions
{
    /// <summary>Identical cores, 1 to 100,000. Default 32, the article's.</summary>
    public int Cores { get; init; } = 32;

    /// <summary>How stages are cut that do not say it themselves. Default runtime partitioning.</summary>
    public Partitioning Partitioning { get; init; } = Partitioning.Runtime;

    /// <summary>Seconds a task is to take under runtime partitioning and slices, more than 0. Default 0.5, the article's.</summary>
    public double TaskSeconds { get; init; } = 0.5;

    /// <summary>Makes what guesses the work of jobs; null is the oracle.</summary>
    public Func<PoolWorkload, WorkEstimates>? Estimates { get; init; }

    /// <summary>For policies that draw. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Keeps every task in <see cref="PoolRun.Tasks"/>. Default off.</summary>
    public bool KeepTasks { get; init; }

    /// <summary>The options themselves when all are in range.</summary>
    /// <exception cref="RotaException">They are not.</exception>
    public PoolOptions Validated()
    {
        if (Cores is < 1 or > 100_000) throw new RotaException($"cores {Cores}, expected 1 to 100000");
        if (!(TaskSeconds > 0 && double.IsFinite(TaskSeconds))) throw new RotaException($"task seconds {TaskSeconds}, expected more than 0");
        return this;
    }

    /// <summary>
    /// Tasks of a stage of some estimated work. For half a second the article's experiments use 4 + 1.832672 r^1.012495 with r core-seconds; for other targets r stands for the work
    /// in units of twice the target.
    /// </summary>
    public int TasksOf(double estimate) => Partitioning == Partitioning.Runtime
        ? (int)Math.Min(1_000_000, Math.Floor(4 + (1.832672 * Math.Pow(estimate * 0.5 / TaskSeconds, 1.012495))))
        : Cores;
}
