namespace Rota.Shop.Solvers;

/// <summary>The objective of a <see cref="LocalSearchSequence"/>, kept up to date move by move, and which jobs make it up.</summary>
internal sealed class LocalSearchCost
{
    private readonly LocalSearchSequence sequence;
    private readonly int[] lastOf;
    private readonly int[] jobEndingWith;
    private readonly long[] due;
    private readonly long[] weight;
    private readonly long[] completion;
    private readonly int[] costly;
    private readonly int[] placeAmongCostly;
    private readonly long[] fallback;
    private readonly bool isMakespan;
    private int costlyCount;
    private long sum;

    public LocalSearchCost(DispatchArrays arrays, LocalSearchSequence sequence)
    {
        this.sequence = sequence;
        var problem = arrays.Problem;
        var n = problem.Jobs.Length;
        isMakespan = problem.Objective == ShopObjective.Makespan;
        (lastOf, due, weight, completion) = (new int[n], new long[n], new long[n], new long[n]);
        (costly, placeAmongCostly, fallback) = (new int[n], new int[n], new long[n]);
        jobEndingWith = new int[sequence.Nil];
        Array.Fill(jobEndingWith, -1);
        for (var j = 0; j < n; j++)
        {
            var job = problem.Jobs[j];
            // A makespan is looked up, not summed; a flow is tardiness against the release.
            (due[j], weight[j]) = problem.Objective switch
            {
                ShopObjective.Makespan => (0, 0),
                ShopObjective.TotalFlow => (job.Release, 1),
                ShopObjective.TotalTardiness => job.Due is { } date ? (date, 1L) : (0, 0),
                _ => job.Due is { } date ? (date, job.Weight) : (0, 0),
            };
            fallback[j] = job.Release;
            lastOf[j] = job.Operations.IsEmpty ? -1 : problem.FirstOperation[j + 1] - 1;
            if (lastOf[j] >= 0) jobEndingWith[lastOf[j]] = j;
        }
    }

    /// <summary>The objective now.</summary>
    public long Total => isMakespan ? completion.AsSpan().IsEmpty ? 0 : Max(completion) : sum;

    /// <summary>Measures everything anew.</summary>
    public void Measure()
    {
        (sum, costlyCount) = (0, 0);
        Array.Fill(placeAmongCostly, -1);
        for (var j = 0; j < lastOf.Length; j++)
        {
            completion[j] = long.MinValue;
            Complete(j, lastOf[j] < 0 ? fallback[j] : sequence.Start[lastOf[j]] + sequence.Duration[lastOf[j]]);
        }
    }

    /// <summary>Follows the sequence's last move, or its undoing.</summary>
    public void Update()
    {
        foreach (var (operation, _) in sequence.Changed)
            if (jobEndingWith[operation] is >= 0 and var job) Complete(job, sequence.Start[operation] + sequence.Duration[operation]);
    }

    /// <summary>The last operation of a job worth speeding up: the <paramref name="i"/>-th costly one, or any that ends last under the makespan objective; Nil without one.</summary>
    public int Target(int i)
    {
        if (!isMakespan) return costlyCount == 0 ? sequence.Nil : lastOf[costly[i]];
        var makespan = Total;
        for (var k = 0; k < lastOf.Length; k++)
        {
            var job = (k + i) % lastOf.Length;
            if (completion[job] == makespan) return lastOf[job] < 0 ? sequence.Nil : lastOf[job];
        }
        return sequence.Nil;
    }

    /// <summary>How many values <see cref="Target"/> takes.</summary>
    public int TargetCount => isMakespan ? lastOf.Length : costlyCount;

    private void Complete(int job, long time)
    {
        var before = completion[job] == long.MinValue ? 0 : weight[job] * Math.Max(0, completion[job] - due[job]);
        var now = weight[job] * Math.Max(0, time - due[job]);
        completion[job] = time;
        sum += now - before;
        if (lastOf[job] < 0) return;
        var at = placeAmongCostly[job];
        if (now > 0 && at < 0) costly[placeAmongCostly[job] = costlyCount++] = job;
        else if (now == 0 && at >= 0)
        {
            placeAmongCostly[costly[at] = costly[--costlyCount]] = at;
            placeAmongCostly[job] = -1;
        }
    }

    private static long Max(long[] values)
    {
        var max = values[0];
        foreach (var value in values) max = Math.Max(max, value);
        return max;
    }
}
