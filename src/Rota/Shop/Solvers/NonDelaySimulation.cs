using Rota.Randomness;
using Rota.Shop.Policies;

namespace Rota.Shop.Solvers;

/// <summary>
/// Non-delay dispatching: whenever a machine is idle and operations wait at it, it starts the one the rule ranks lowest, ties to the lowest job. All
/// that ends or is released at a time is seen before anything starts at that time. Where an operation may run on several machines it joins, when it
/// becomes ready, the line of the one that promises the earliest completion: the machine's running operation, then its line, then the operation (ties
/// to the first mode). An event heap and a line a machine: a million operations take about a second. Reusable; not thread-safe.
/// </summary>
public sealed class NonDelaySimulation
{
    private const int StepsBetweenLooks = 1024;

    private readonly DispatchArrays arrays;
    private readonly DispatchView view;
    private readonly WaitingLine[] lines;
    private readonly long[] freeAt;
    private readonly long[] lineWork;
    private readonly int[] running;
    private readonly int[] next;
    private readonly int[] stirred;
    private readonly bool[] isStirred;
    private readonly int[] modes;
    private readonly long[] starts;
    private readonly PriorityQueue<int, long> events = new();
    private int stirredCount;

    /// <summary>Prepares a simulation of a shop.</summary>
    public NonDelaySimulation(ShopProblem problem) : this(new DispatchArrays(problem)) { }

    internal NonDelaySimulation(DispatchArrays arrays)
    {
        this.arrays = arrays;
        view = new(arrays);
        var (jobs, machines, operations) = (arrays.Problem.Jobs.Length, arrays.Problem.MachineCount, arrays.JobOf.Length);
        lines = new WaitingLine[machines];
        for (var m = 0; m < machines; m++) lines[m] = new();
        (freeAt, lineWork, running) = (new long[machines], new long[machines], new int[machines]);
        (stirred, isStirred) = (new int[machines], new bool[machines]);
        next = new int[jobs];
        (modes, starts) = (new int[operations], new long[operations]);
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
        for (var step = 1; events.TryPeek(out _, out var now); step++)
        {
            if (step % StepsBetweenLooks == 0 && stop()) return null;
            while (events.TryPeek(out var what, out var time) && time == now)
            {
                events.Dequeue();
                if (what < 0) Arrive(~what, now, rule, random);
                else Complete(what, now, rule, random);
            }
            for (var i = 0; i < stirredCount; i++) StartBest(stirred[i], now, rule, random);
            stirredCount = 0;
        }
        return new([.. modes], [.. starts]);
    }

    private void Reset()
    {
        foreach (var line in lines) line.Clear();
        Array.Clear(freeAt);
        Array.Clear(lineWork);
        Array.Fill(running, -1);
        events.Clear();
        var problem = arrays.Problem;
        for (var j = 0; j < next.Length; j++)
        {
            next[j] = problem.FirstOperation[j];
            if (!problem.Jobs[j].Operations.IsEmpty) events.Enqueue(~j, problem.Jobs[j].Release);
        }
    }

    private void Complete(int machine, long now, PriorityRule rule, RandomStream? random)
    {
        var job = arrays.JobOf[running[machine]];
        running[machine] = -1;
        Stir(machine);
        if (++next[job] < arrays.Problem.FirstOperation[job + 1]) Arrive(job, now, rule, random);
    }

    private void Arrive(int job, long now, PriorityRule rule, RandomStream? random)
    {
        var operation = next[job];
        var mode = MachineChoice.EarliestCompletion(arrays, operation, now, freeAt, lineWork);
        var (machine, duration) = (arrays.Machine[mode], arrays.Duration[mode]);
        modes[operation] = mode - arrays.FirstMode[operation];
        lineWork[machine] += duration;
        view.Arrived(job, now, duration);
        if (rule.ChangesWithTime) lines[machine].Add(job);
        else lines[machine].Push(job, rule.Rank(view.Of(operation, now, rule.UsesChance ? random!.NextDouble() : 0)));
        Stir(machine);
    }

    private void StartBest(int machine, long now, PriorityRule rule, RandomStream? random)
    {
        isStirred[machine] = false;
        var line = lines[machine];
        if (running[machine] >= 0 || line.Count == 0) return;
        var job = rule.ChangesWithTime ? line.RemoveAt(Best(line, now, rule, random)) : line.Pop();
        var operation = next[job];
        var duration = arrays.Duration[arrays.FirstMode[operation] + modes[operation]];
        starts[operation] = now;
        running[machine] = operation;
        lineWork[machine] -= duration;
        freeAt[machine] = now + duration;
        events.Enqueue(machine, now + duration);
    }

    private int Best(WaitingLine line, long now, PriorityRule rule, RandomStream? random)
    {
        var (best, lowest, first) = (0, double.PositiveInfinity, int.MaxValue);
        for (var place = 0; place < line.Count; place++)
        {
            var job = line[place];
            var rank = rule.Rank(view.Of(next[job], now, rule.UsesChance ? random!.NextDouble() : 0));
            if (rank > lowest || (rank == lowest && job > first)) continue;
            (best, lowest, first) = (place, rank, job);
        }
        return best;
    }

    private void Stir(int machine)
    {
        if (isStirred[machine]) return;
        isStirred[machine] = true;
        stirred[stirredCount++] = machine;
    }
}
