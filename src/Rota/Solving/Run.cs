using System.Collections.Immutable;

namespace Rota.Solving;

/// <summary>
/// The shared state of one run: the best answer and bound so far, when to stop, and who must be told. Thread-safe: solvers side by side
/// exchange incumbent and bound by offering to the same run.
/// </summary>
/// <typeparam name="TAnswer">The domain's answer; immutable once offered.</typeparam>
public sealed class Run<TAnswer>
    where TAnswer : class
{
    private readonly Lock gate = new();
    private readonly TimeProvider clock;
    private readonly long began;
    private readonly Limit limit;
    private readonly IProgress<TrajectoryPoint>? progress;
    private readonly CancellationToken cancellation;
    private readonly ImmutableArray<TrajectoryPoint>.Builder trajectory = ImmutableArray.CreateBuilder<TrajectoryPoint>();
    private TAnswer? best;
    private long bestObjective = long.MaxValue;
    private long bound = long.MinValue;
    private double lastImprovement;
    private volatile bool stopped;
    private volatile int version;
    private string? reason;

    /// <summary>Starts the clock of a run.</summary>
    /// <param name="limit">When to stop.</param>
    /// <param name="seed">Seed from which every solver of the run splits its named streams.</param>
    /// <param name="workers">How many threads the solvers may use together, at least 1.</param>
    /// <param name="progress">Told of every improvement, on the thread that found it.</param>
    /// <param name="clock">Wall or virtual clock; the system's by default.</param>
    /// <param name="cancellation">Stops the run; the best so far is kept.</param>
    public Run(
        Limit limit,
        ulong seed = 1,
        int workers = 1,
        IProgress<TrajectoryPoint>? progress = null,
        TimeProvider? clock = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        this.limit = limit;
        Seed = seed;
        Workers = workers;
        this.progress = progress;
        this.clock = clock ?? TimeProvider.System;
        this.cancellation = cancellation;
        began = this.clock.GetTimestamp();
    }

    /// <summary>Seed of the run.</summary>
    public ulong Seed { get; }

    /// <summary>Threads the solvers may use together.</summary>
    public int Workers { get; }

    /// <summary>Cancelled by the user; solvers of others are wired to it.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Wall time since the run began.</summary>
    public TimeSpan Elapsed => clock.GetElapsedTime(began);

    /// <summary>Wall time left, null when there is no time limit; never negative.</summary>
    public TimeSpan? Remaining
    {
        get
        {
            if (limit.Deadline is not { } deadline) return null;
            var left = deadline - Elapsed;
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>The best objective so far, <see cref="long.MaxValue"/> when there is none. Cheap; may be a moment old.</summary>
    public long Objective => Volatile.Read(ref bestObjective);

    /// <summary>The best proved lower bound, <see cref="long.MinValue"/> when there is none.</summary>
    public long Bound => Volatile.Read(ref bound);

    /// <summary>Counts the improvements of the incumbent: a solver that remembers it sees news of others at the cost of one read.</summary>
    public int Version => version;

    /// <summary>True once the problem is proved infeasible.</summary>
    public bool Infeasible { get; private set; }

    /// <summary>True when a limit is reached, the answer is proved best, the problem is infeasible, or the user cancelled. Costs a clock reading.</summary>
    public bool ShouldStop
    {
        get
        {
            if (stopped) return true;
            if (cancellation.IsCancellationRequested || LimitReached()) stopped = true;
            return stopped;
        }
    }

    /// <summary>The incumbent and its objective, null when there is none.</summary>
    public (TAnswer Answer, long Objective)? Best
    {
        get
        {
            lock (gate) return best is null ? null : (best, bestObjective);
        }
    }

    /// <summary>Takes an answer if it beats the incumbent.</summary>
    /// <returns>True when it did.</returns>
    public bool Offer(TAnswer answer, long objective, string source)
    {
        lock (gate)
        {
            if (objective >= bestObjective) return false;
            // The time before the objective: who sees the first answer must not believe that it came at the beginning.
            Volatile.Write(ref lastImprovement, Elapsed.TotalSeconds);
            best = answer;
            Volatile.Write(ref bestObjective, objective);
            version++;
            Tell(source);
            return true;
        }
    }

    /// <summary>Raises the proved lower bound, if this one is higher.</summary>
    public void ProveBound(long value, string source)
    {
        lock (gate)
        {
            if (value <= bound) return;
            bound = value;
            Tell(source);
        }
    }

    /// <summary>Records a proof that there is no answer.</summary>
    public void ProveInfeasible(string why)
    {
        lock (gate)
        {
            Infeasible = true;
            reason ??= why;
            stopped = true;
        }
    }

    /// <summary>Says in words why a solver found nothing (it does not fit the problem, say). Kept when the run ends without an answer.</summary>
    public void GiveUp(string why)
    {
        lock (gate) reason ??= why;
    }

    /// <summary>Stops the run from outside; the best so far is kept.</summary>
    public void Stop() => stopped = true;

    /// <summary>What is known now, unchecked: <see cref="Solvers.Solve"/> has the referee look at it.</summary>
    public Solution<TAnswer> Conclude(string solver)
    {
        lock (gate)
        {
            var outcome = Infeasible ? Outcome.Infeasible
                : best is null ? Outcome.Unknown
                : bestObjective <= bound ? Outcome.Optimal
                : Outcome.Feasible;
            long? objective = best is null ? null : bestObjective;
            return new(solver, outcome, best, objective, bound, Elapsed, trajectory.ToImmutable(), best is null ? reason : null);
        }
    }

    private bool LimitReached()
    {
        var elapsed = Elapsed.TotalSeconds;
        var objective = Objective;
        return limit.Reached(new SearchState(
            elapsed, elapsed - Volatile.Read(ref lastImprovement), objective == long.MaxValue ? null : objective, Bound));
    }

    private void Tell(string source)
    {
        var point = new TrajectoryPoint(Elapsed.TotalSeconds, best is null ? null : bestObjective, bound, source);
        trajectory.Add(point);
        if (best is not null && bestObjective <= bound) stopped = true;
        progress?.Report(point);
    }
}
