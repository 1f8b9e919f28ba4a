using System.Collections.Immutable;

namespace Rota.Shop;

/// <summary>What a shop schedule is judged by. All are minimised, all are whole numbers in the instance's time unit (times weight).</summary>
public enum ShopObjective
{
    /// <summary>Largest completion time.</summary>
    Makespan,

    /// <summary>Sum over jobs of completion minus release.</summary>
    TotalFlow,

    /// <summary>Sum over jobs of max(0, completion - due).</summary>
    TotalTardiness,

    /// <summary>Sum over jobs of weight times max(0, completion - due).</summary>
    TotalWeightedTardiness,
}

/// <summary>One way to run an operation: on <paramref name="Machine"/> (from 0) for <paramref name="Duration"/> time units, at least 0.</summary>
public readonly record struct Mode(int Machine, long Duration);

/// <summary>A step of a job. One mode in a job shop, several in a flexible one.</summary>
public readonly record struct Operation(ImmutableArray<Mode> Modes)
{
    /// <summary>An operation with a single mode.</summary>
    public Operation(int machine, long duration) : this([new Mode(machine, duration)]) { }
}

/// <summary>Operations in order.</summary>
/// <param name="Name">For display.</param>
/// <param name="Operations">The route; a machine may come more than once (re-entrant).</param>
/// <param name="Release">No operation starts before, at least 0.</param>
/// <param name="Due">When the job should be complete; null when it has no due date (then it is never tardy).</param>
/// <param name="Weight">Weight of its tardiness, at least 0.</param>
public sealed record ShopJob(string Name, ImmutableArray<Operation> Operations, long Release = 0, long? Due = null, long Weight = 1);

/// <summary>
/// A job shop: jobs of operations on machines that run one operation at a time, without interruption. Covers re-entrant and flexible shops,
/// release and due dates. Operations are numbered through all jobs in order: operation k of job j is <c>FirstOperation[j] + k</c>.
/// </summary>
public sealed class ShopProblem
{
    /// <summary>Validates and numbers the operations.</summary>
    /// <param name="name">The instance's name.</param>
    /// <param name="machineCount">Number of machines, at least 1.</param>
    /// <param name="jobs">The jobs, at least one.</param>
    /// <param name="objective">What to minimise.</param>
    /// <param name="origin">Where the instance came from (file or generator), for display.</param>
    /// <exception cref="RotaException">A machine out of range, a negative duration, an operation without modes, a sum of durations or a cost beyond 2^62.</exception>
    public ShopProblem(
        string name, int machineCount, ImmutableArray<ShopJob> jobs, ShopObjective objective = ShopObjective.Makespan, string? origin = null)
    {
        if (machineCount < 1) throw new RotaException($"{name}: a shop needs at least 1 machine, got {machineCount}");
        if (jobs.IsDefaultOrEmpty) throw new RotaException($"{name}: a shop needs at least 1 job");
        Name = name;
        MachineCount = machineCount;
        Jobs = jobs;
        Objective = objective;
        Origin = origin ?? name;
        var first = new int[jobs.Length + 1];
        Int128 horizon = 0;
        for (var j = 0; j < jobs.Length; j++)
        {
            first[j + 1] = first[j] + jobs[j].Operations.Length;
            horizon = Int128.Max(horizon, 0) + Validate(jobs[j]);
        }
        if (horizon > 1L << 62) throw new RotaException($"{name}: durations and releases add up beyond 2^62");
        Horizon = (long)horizon;
        CheckCost();
        FirstOperation = ImmutableArray.Create(first);
        IsFlexible = jobs.Any(job => job.Operations.Any(o => o.Modes.Length > 1));
        TimeQuantum = CommonDivisor();
    }

    /// <summary>The instance's name.</summary>
    public string Name { get; }

    /// <summary>Where the instance came from, for display.</summary>
    public string Origin { get; }

    /// <summary>Number of machines, numbered from 0.</summary>
    public int MachineCount { get; }

    /// <summary>The jobs, numbered from 0.</summary>
    public ImmutableArray<ShopJob> Jobs { get; }

    /// <summary>What to minimise.</summary>
    public ShopObjective Objective { get; }

    /// <summary>Number of the first operation of each job, and the operation count at the end (jobs + 1 entries).</summary>
    public ImmutableArray<int> FirstOperation { get; }

    /// <summary>Number of operations.</summary>
    public int OperationCount => FirstOperation[^1];

    /// <summary>A time by which some schedule surely ends: the sum over jobs of release and longest durations.</summary>
    public long Horizon { get; }

    /// <summary>The largest number that divides every duration, release and due date, at least 1: solvers may count in multiples of it.</summary>
    public long TimeQuantum { get; }

    /// <summary>True when some operation has a choice of machines.</summary>
    public bool IsFlexible { get; }

    /// <summary>The same shop under another objective.</summary>
    public ShopProblem With(ShopObjective objective) => new(Name, MachineCount, Jobs, objective, Origin);

    private long CommonDivisor()
    {
        long divisor = 0;
        foreach (var job in Jobs)
        {
            divisor = Divisor(Divisor(divisor, job.Release), job.Due ?? 0);
            foreach (var operation in job.Operations)
            {
                foreach (var mode in operation.Modes) divisor = Divisor(divisor, mode.Duration);
                if (divisor == 1) return 1;
            }
        }
        return Math.Max(1, divisor);
    }

    private static long Divisor(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return Math.Abs(a);
    }

    /// <summary>Solvers count costs in 64 bits: the worst a schedule within the horizon could cost must fit.</summary>
    private void CheckCost()
    {
        Int128 worst = 0;
        foreach (var job in Jobs)
        {
            Int128 late = job.Due is { } due ? Int128.Max(0, (Int128)Horizon - due) : 0;
            worst += Objective switch
            {
                ShopObjective.TotalFlow => Horizon,
                ShopObjective.TotalTardiness => late,
                ShopObjective.TotalWeightedTardiness => job.Weight * late,
                _ => 0,
            };
            if (worst > 1L << 62) throw new RotaException($"{Name}: a schedule could cost more than 2^62; use smaller weights, due dates or times");
        }
    }

    private Int128 Validate(ShopJob job)
    {
        if (job.Release < 0) throw new RotaException($"{Name}: job {job.Name} has release {job.Release}, expected at least 0");
        if (job.Weight < 0) throw new RotaException($"{Name}: job {job.Name} has weight {job.Weight}, expected at least 0");
        Int128 sum = job.Release;
        foreach (var operation in job.Operations)
        {
            if (operation.Modes.IsDefaultOrEmpty) throw new RotaException($"{Name}: job {job.Name} has an operation without a machine");
            long longest = 0;
            foreach (var (machine, duration) in operation.Modes)
            {
                if ((uint)machine >= (uint)MachineCount)
                    throw new RotaException($"{Name}: job {job.Name} uses machine {machine}, expected 0 to {MachineCount - 1}");
                if (duration < 0) throw new RotaException($"{Name}: job {job.Name} has duration {duration}, expected at least 0");
                longest = Math.Max(longest, duration);
            }
            sum += longest;
        }
        return sum;
    }
}
