using Rota.Shop.Policies;

namespace Rota.Shop.Solvers;

/// <summary>Shows rules the waiting operations of a shop.</summary>
internal sealed class DispatchView
{
    private readonly DispatchArrays arrays;
    private readonly long[] arrival;
    private readonly long[] duration;
    private readonly double[] due;
    private readonly double[] weight;

    public DispatchView(DispatchArrays arrays)
    {
        this.arrays = arrays;
        var jobs = arrays.Problem.Jobs;
        arrival = new long[jobs.Length];
        duration = new long[jobs.Length];
        due = [.. jobs.Select(job => (double?)job.Due ?? double.PositiveInfinity)];
        var weighted = arrays.Problem.Objective == ShopObjective.TotalWeightedTardiness;
        weight = [.. jobs.Select(job => weighted ? job.Weight : 1.0)];
    }

    /// <summary>Notes that a job's next operation became ready, and how long it takes on the machine it waits at.</summary>
    public void Arrived(int job, long time, long length)
    {
        arrival[job] = time;
        duration[job] = length;
    }

    /// <summary>When the job's next operation became ready.</summary>
    public long ReadyTime(int job) => arrival[job];

    /// <summary>A waiting operation as rules see it.</summary>
    public WaitingOperation Of(int operation, long now, double chance)
    {
        var job = arrays.JobOf[operation];
        var remaining = arrays.WorkFrom[operation];
        return new(
            now,
            job,
            arrival[job],
            duration[job],
            arrays.WorkOf[job] - remaining,
            remaining,
            arrays.Problem.FirstOperation[job + 1] - operation,
            due[job],
            weight[job],
            arrays.MeanDuration,
            chance);
    }
}
