namespace Rota.Shop.Solvers.Packing;

/// <summary>A shop without a choice of machines and without releases, in flat arrays, read forwards or backwards, with the makespan to be reached.</summary>
internal sealed class PackingShop
{
    public PackingShop(ShopProblem problem, long target, bool mirrored)
    {
        Target = target;
        Mirrored = mirrored;
        var count = problem.OperationCount;
        (Machine, Job, Duration) = (new int[count], new int[count], new long[count]);
        (Head, Tail) = (new long[count], new long[count]);
        First = [.. problem.FirstOperation];
        MachineCount = problem.MachineCount;
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var steps = problem.Jobs[j].Operations;
            for (var k = 0; k < steps.Length; k++)
            {
                var id = First[j] + k;
                (Machine[id], Duration[id]) = steps[mirrored ? steps.Length - 1 - k : k].Modes[0];
                Job[id] = j;
                if (k > 0) Head[id] = Head[id - 1] + Duration[id - 1];
            }
            for (var id = First[j + 1] - 2; id >= First[j]; id--) Tail[id] = Tail[id + 1] + Duration[id + 1];
        }
        OperationsOf = new int[MachineCount][];
        Load = new long[MachineCount];
        LeastTail = new long[MachineCount];
        foreach (var group in Enumerable.Range(0, count).GroupBy(id => Machine[id]))
        {
            OperationsOf[group.Key] = [.. group.OrderBy(id => Head[id])];
            Load[group.Key] = group.Sum(id => Duration[id]);
            LeastTail[group.Key] = group.Min(id => Tail[id]);
        }
        for (var m = 0; m < MachineCount; m++) OperationsOf[m] ??= [];
    }

    public long Target { get; }

    public bool Mirrored { get; }

    public int MachineCount { get; }

    public int JobCount => First.Length - 1;

    public int Count => Machine.Length;

    /// <summary>First operation of each job, and the operation count at the end.</summary>
    public int[] First { get; }

    public int[] Machine { get; }

    public int[] Job { get; }

    public long[] Duration { get; }

    /// <summary>Work of the job before each operation.</summary>
    public long[] Head { get; }

    /// <summary>Work of the job after each operation.</summary>
    public long[] Tail { get; }

    /// <summary>The operations of each machine, by head.</summary>
    public int[][] OperationsOf { get; }

    /// <summary>Work of each machine.</summary>
    public long[] Load { get; }

    /// <summary>Least tail on each machine.</summary>
    public long[] LeastTail { get; }

    /// <summary>The number of an operation when the shop is read the other way.</summary>
    public int Opposite(int id) => First[Job[id]] + First[Job[id] + 1] - 1 - id;

    /// <summary>Starts in the problem's own numbering and direction.</summary>
    public ShopSchedule Schedule(ReadOnlySpan<long> starts)
    {
        if (!Mirrored) return ShopSchedule.FromStarts(starts);
        long end = 0;
        for (var id = 0; id < Count; id++) end = Math.Max(end, starts[id] + Duration[id]);
        var result = new long[Count];
        for (var id = 0; id < Count; id++) result[Opposite(id)] = end - starts[id] - Duration[id];
        return ShopSchedule.FromStarts(result);
    }
}
