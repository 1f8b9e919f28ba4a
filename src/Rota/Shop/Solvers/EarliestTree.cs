namespace Rota.Shop.Solvers;

/// <summary>A tournament over machines: which has the earliest time, ties to the lowest job. Changing one time costs the logarithm of their number.</summary>
internal sealed class EarliestTree
{
    private readonly int leaves;
    private readonly int[] winner;
    private readonly long[] time;
    private readonly int[] job;

    public EarliestTree(int machines)
    {
        leaves = 1;
        while (leaves < machines) leaves *= 2;
        winner = new int[2 * leaves];
        (time, job) = (new long[leaves], new int[leaves]);
        Clear();
    }

    /// <summary>The machine with the earliest time.</summary>
    public int First => winner[1];

    /// <summary>The time of a machine, <see cref="long.MaxValue"/> when it has none.</summary>
    public long TimeOf(int machine) => time[machine];

    /// <summary>True when a time and job would come before those of the machine.</summary>
    public bool Precedes(long candidate, int candidateJob, int machine) =>
        candidate < time[machine] || (candidate == time[machine] && candidateJob < job[machine]);

    public void Clear()
    {
        Array.Fill(time, long.MaxValue);
        Array.Fill(job, int.MaxValue);
        for (var i = 0; i < leaves; i++) winner[leaves + i] = i;
        for (var i = leaves - 1; i > 0; i--) winner[i] = winner[2 * i];
    }

    public void Set(int machine, long value, int valueJob)
    {
        time[machine] = value;
        job[machine] = valueJob;
        for (var i = (leaves + machine) / 2; i > 0; i /= 2)
        {
            var (left, right) = (winner[2 * i], winner[(2 * i) + 1]);
            winner[i] = Precedes(time[right], job[right], left) ? right : left;
        }
    }
}
