using Rota.Randomness;
using Rota.Shop.Policies;

namespace Rota.Shop.Solvers;

/// <summary>
/// Active schedules (Giffler and Thompson 1960): on the machine where some ready operation could complete earliest of all, the ready operations that
/// could start before that completion are in conflict; a rule picks one, ties to the lowest job. Rules see the time at which the operation could start. Where an
/// operation may run on several machines it joins one line when it becomes ready, as in <see cref="NonDelaySimulation"/>. Reusable; not thread-safe.
/// </summary>
public sealed class GifflerThompson
{
    private const int StepsBetweenLooks = 1024;

    private readonly DispatchArrays arrays;
    private readonly DispatchView view;
    private readonly WaitingLine[] lines;
    private readonly long[] freeAt;
    private readonly long[] lineWork;
    private readonly int[] next;
    private readonly int[] modes;
    private readonly long[] starts;
    private readonly EarliestTree earliest;

    /// <summary>Prepares the construction for a shop.</summary>
    public GifflerThompson(ShopProblem problem) : this(new DispatchArrays(problem)) { }

    internal GifflerThompson(DispatchArrays arrays)
    {
        this.arrays = arrays;
        view = new(arrays);
        var machines = arrays.Problem.MachineCount;
        lines = new WaitingLine[machines];
        for (var m = 0; m < machines; m++) lines[m] = new();
        (freeAt, lineWork) = (new long[machines], new long[machines]);
        next = new int[arrays.Problem.Jobs.Length];
        (modes, starts) = (new int[arrays.JobOf.Length], new long[arrays.JobOf.Length]);
        earliest = new(machines);
    }

    /// <summary>The schedule of a rule.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="random">Chance for rules that use it.</param>
    public ShopSchedule Dispatch(PriorityRule rule, RandomStream? random = null) => Dispatch(rule, random, static () => false)!;

    /// <summary>The schedule of a rule, null when told to stop before it is complete.</summary>
    internal ShopSchedule? Dispatch(PriorityRule rule, RandomStream? random, Func<bool> stop)
    {
        if (rule.UsesChance) ArgumentNullException.ThrowIfNull(random);
        Reset();
        for (var left = starts.Length; left > 0; left--)
        {
            if (left % StepsBetweenLooks == 0 && stop()) return null;
            var machine = earliest.First;
            var job = lines[machine].RemoveAt(Best(machine, rule, random));
            var operation = next[job]++;
            var duration = DurationOf(operation);
            starts[operation] = Math.Max(view.ReadyTime(job), freeAt[machine]);
            freeAt[machine] = starts[operation] + duration;
            lineWork[machine] -= duration;
            if (next[job] < arrays.Problem.FirstOperation[job + 1]) Arrive(job, freeAt[machine]);
            Refresh(machine);
        }
        return new([.. modes], [.. starts]);
    }

    private void Reset()
    {
        foreach (var line in lines) line.Clear();
        Array.Clear(freeAt);
        Array.Clear(lineWork);
        earliest.Clear();
        var problem = arrays.Problem;
        for (var j = 0; j < next.Length; j++)
        {
            next[j] = problem.FirstOperation[j];
            if (!problem.Jobs[j].Operations.IsEmpty) Arrive(j, problem.Jobs[j].Release);
        }
    }

    private void Arrive(int job, long now)
    {
        var operation = next[job];
        var mode = MachineChoice.EarliestCompletion(arrays, operation, now, freeAt, lineWork);
        var (machine, duration) = (arrays.Machine[mode], arrays.Duration[mode]);
        modes[operation] = mode - arrays.FirstMode[operation];
        lineWork[machine] += duration;
        view.Arrived(job, now, duration);
        lines[machine].Add(job);
        var completion = Math.Max(now, freeAt[machine]) + duration;
        if (earliest.Precedes(completion, job, machine)) earliest.Set(machine, completion, job);
    }

    private int Best(int machine, PriorityRule rule, RandomStream? random)
    {
        var line = lines[machine];
        var completion = earliest.TimeOf(machine);
        var (best, lowest, first) = (-1, double.PositiveInfinity, int.MaxValue);
        for (var place = 0; place < line.Count; place++)
        {
            var job = line[place];
            var start = Math.Max(view.ReadyTime(job), freeAt[machine]);
            // An empty operation that completes first is in conflict, too.
            if (start >= completion && start + DurationOf(next[job]) > completion) continue;
            var rank = rule.Rank(view.Of(next[job], start, rule.UsesChance ? random!.NextDouble() : 0));
            if (rank > lowest || (rank == lowest && job > first)) continue;
            (best, lowest, first) = (place, rank, job);
        }
        return best;
    }

    private void Refresh(int machine)
    {
        var line = lines[machine];
        var (completion, first) = (long.MaxValue, int.MaxValue);
        for (var place = 0; place < line.Count; place++)
        {
            var job = line[place];
            var end = Math.Max(view.ReadyTime(job), freeAt[machine]) + DurationOf(next[job]);
            if (end < completion || (end == completion && job < first)) (completion, first) = (end, job);
        }
        earliest.Set(machine, completion, first);
    }

    private long DurationOf(int operation) => arrays.Duration[arrays.FirstMode[operation] + modes[operation]];
}
