namespace Rota.Shop.Solvers;

/// <summary>An operation as a machine sees it alone: not before <paramref name="Head"/>, then <paramref name="Duration"/>, then <paramref name="Tail"/> more.</summary>
internal readonly record struct OneMachineBoundTask(long Head, long Duration, long Tail, int Job);

/// <summary>The relaxation behind the bounds: each machine alone, with heads and tails from the shortest route of the job.</summary>
internal sealed class MachineBoundView
{
    public MachineBoundView(ShopProblem problem)
    {
        Work = new long[problem.Jobs.Length];
        Bound = new List<OneMachineBoundTask>[problem.MachineCount];
        for (var m = 0; m < Bound.Length; m++) Bound[m] = [];
        for (var j = 0; j < Work.Length; j++)
        {
            var steps = problem.Jobs[j].Operations;
            foreach (var step in steps) Work[j] += Shortest(step);
            var head = problem.Jobs[j].Release;
            var tail = Work[j];
            foreach (var step in steps)
            {
                var duration = Shortest(step);
                tail -= duration;
                if (OnlyMachine(step) is { } machine) Bound[machine].Add(new(head, duration, tail, j));
                else Free.Add((step, new(head, duration, tail, j)));
                head += duration;
            }
        }
    }

    /// <summary>Shortest work of each job.</summary>
    public long[] Work { get; }

    /// <summary>For each machine the operations that can run nowhere else, jobs in order.</summary>
    public List<OneMachineBoundTask>[] Bound { get; }

    /// <summary>The operations with a choice of machines.</summary>
    public List<(Operation Operation, OneMachineBoundTask Task)> Free { get; } = [];

    private static long Shortest(Operation operation)
    {
        var shortest = long.MaxValue;
        foreach (var mode in operation.Modes) shortest = Math.Min(shortest, mode.Duration);
        return shortest;
    }

    private static int? OnlyMachine(Operation operation)
    {
        var machine = operation.Modes[0].Machine;
        foreach (var mode in operation.Modes)
            if (mode.Machine != machine) return null;
        return machine;
    }
}
