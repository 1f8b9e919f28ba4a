namespace Rota.Shop.Solvers;

/// <summary>A shop problem laid out in flat arrays, for the dispatchers' and local search's hot loops. Operations by number, modes by number through all operations.</summary>
internal sealed class DispatchArrays
{
    public DispatchArrays(ShopProblem problem)
    {
        Problem = problem;
        var operations = problem.OperationCount;
        JobOf = new int[operations];
        FirstMode = new int[operations + 1];
        WorkFrom = new long[operations];
        WorkOf = new long[problem.Jobs.Length];
        var machines = new List<int>(operations);
        var durations = new List<long>(operations);
        double sum = 0;
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var first = problem.FirstOperation[j];
            var steps = problem.Jobs[j].Operations;
            for (var k = 0; k < steps.Length; k++)
            {
                JobOf[first + k] = j;
                var shortest = long.MaxValue;
                foreach (var (machine, duration) in steps[k].Modes)
                {
                    machines.Add(machine);
                    durations.Add(duration);
                    shortest = Math.Min(shortest, duration);
                }
                FirstMode[first + k + 1] = machines.Count;
                WorkFrom[first + k] = shortest;
                sum += shortest;
            }
            for (var id = problem.FirstOperation[j + 1] - 2; id >= first; id--) WorkFrom[id] += WorkFrom[id + 1];
            WorkOf[j] = steps.IsEmpty ? 0 : WorkFrom[first];
        }
        Machine = [.. machines];
        Duration = [.. durations];
        MeanDuration = operations == 0 ? 0 : sum / operations;
    }

    public ShopProblem Problem { get; }

    /// <summary>The job of each operation.</summary>
    public int[] JobOf { get; }

    /// <summary>Number of each operation's first mode, and the mode count at the end.</summary>
    public int[] FirstMode { get; }

    /// <summary>Machine of each mode.</summary>
    public int[] Machine { get; }

    /// <summary>Duration of each mode.</summary>
    public long[] Duration { get; }

    /// <summary>Shortest duration of each operation and those after it in its job, summed.</summary>
    public long[] WorkFrom { get; }

    /// <summary>Shortest durations of each job, summed.</summary>
    public long[] WorkOf { get; }

    /// <summary>Mean over operations of the shortest duration.</summary>
    public double MeanDuration { get; }
}
