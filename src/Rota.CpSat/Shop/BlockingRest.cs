using Rota.Shop.Blocking;

namespace Rota.CpSat.Shop;

/// <summary>
/// What stays of a schedule when some operations are let go: those loaded before the first of them, where they are (the past), and the order of all others on their machines.
/// </summary>
internal sealed class BlockingRest
{
    private readonly bool[] free;
    private readonly bool[] lastPast;

    /// <param name="problem">The shop.</param>
    /// <param name="order">Operations in an order in which they can be loaded one after the other, by time.</param>
    /// <param name="loads">When each is loaded.</param>
    /// <param name="free">Those let go.</param>
    public BlockingRest(BlockingProblem problem, ReadOnlySpan<int> order, ReadOnlySpan<int> loads, bool[] free)
    {
        this.free = free;
        (Loads, Position, lastPast) = (loads.ToArray(), new int[order.Length], new bool[order.Length]);
        for (var i = 0; i < order.Length; i++) Position[order[i]] = i;
        Since = int.MaxValue;
        for (var o = 0; o < free.Length; o++)
            if (free[o]) Since = Math.Min(Since, Loads[o]);
        var last = new int[problem.Shop.MachineCount];
        Array.Fill(last, -1);
        for (var j = 0; j < problem.Shop.Jobs.Length; j++)
            for (var k = 0; k < problem.Shop.Jobs[j].Operations.Length; k++)
            {
                var o = problem.Shop.FirstOperation[j] + k;
                ref var known = ref last[problem.Shop.Jobs[j].Operations[k].Modes[0].Machine];
                if (IsPast(o) && (known < 0 || Position[known] < Position[o])) known = o;
            }
        foreach (var o in last)
            if (o >= 0) lastPast[o] = true;
    }

    /// <summary>When each operation is loaded.</summary>
    public int[] Loads { get; }

    /// <summary>Where each operation stands in the order.</summary>
    public int[] Position { get; }

    /// <summary>When the first operation that is let go is loaded.</summary>
    public int Since { get; }

    /// <summary>True for an operation that is let go.</summary>
    public bool IsFree(int operation) => free[operation];

    /// <summary>True for an operation that stays when it is.</summary>
    public bool IsPast(int operation) => Loads[operation] < Since;

    /// <summary>True for the last operation on its machine that stays when it is.</summary>
    public bool IsLastPast(int operation) => lastPast[operation];
}
