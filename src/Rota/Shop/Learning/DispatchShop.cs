namespace Rota.Shop.Learning;

/// <summary>What does not change during an episode: a shop with one machine an operation, as arrays by operation.</summary>
internal sealed class DispatchShop
{
    /// <exception cref="RotaException">A flexible shop, one without operations, or another objective than the makespan.</exception>
    public DispatchShop(ShopProblem problem)
    {
        if (problem.IsFlexible) throw new RotaException($"{problem.Name}: learnt dispatching needs one machine an operation; this shop has choices");
        if (problem.OperationCount == 0) throw new RotaException($"{problem.Name}: there is nothing to dispatch");
        if (problem.Objective != ShopObjective.Makespan) throw new RotaException($"{problem.Name}: learnt dispatching knows the makespan only, not {problem.Objective}");
        Problem = problem;
        Machine = new int[problem.OperationCount];
        Duration = new long[problem.OperationCount];
        WorkFrom = new long[problem.OperationCount];
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var operations = problem.Jobs[j].Operations;
            long work = 0;
            for (var k = operations.Length - 1; k >= 0; k--)
            {
                var id = problem.FirstOperation[j] + k;
                (Machine[id], Duration[id]) = operations[k].Modes[0];
                WorkFrom[id] = work += operations[k].Modes[0].Duration;
            }
            LongestRoute = Math.Max(LongestRoute, operations.Length);
        }
        JobOf = [.. problem.Jobs.SelectMany((job, j) => Enumerable.Repeat(j, job.Operations.Length))];
        First = [.. problem.FirstOperation];
        Due = [.. problem.Jobs.Select(job => (double?)job.Due ?? double.PositiveInfinity)];
        End = [.. problem.FirstOperation.AsSpan()[1..]];
        var loads = new long[problem.MachineCount];
        for (var o = 0; o < Machine.Length; o++) loads[Machine[o]] += Duration[o];
        LongestLoad = Math.Max(1.0, Math.Max(loads.Max(), WorkFrom.Max()));
        MeanDuration = Math.Max(1e-9, Duration.Average());
    }

    public ShopProblem Problem { get; }

    public int[] Machine { get; }

    public long[] Duration { get; }

    /// <summary>Work of each operation and those after it in its job.</summary>
    public long[] WorkFrom { get; }

    /// <summary>Job of each operation.</summary>
    public int[] JobOf { get; }

    /// <summary>First operation of each job.</summary>
    public int[] First { get; }

    /// <summary>When each job should be complete; infinity without a due date.</summary>
    public double[] Due { get; }

    /// <summary>One past the last operation of each job.</summary>
    public int[] End { get; }

    public int LongestRoute { get; }

    /// <summary>Work of the longest job or the busiest machine, at least 1: no schedule is shorter.</summary>
    public double LongestLoad { get; }

    public double MeanDuration { get; }
}
