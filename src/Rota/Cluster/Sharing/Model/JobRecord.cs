namespace Rota.Cluster.Sharing;

/// <summary>What became of a job.</summary>
/// <param name="Job">Place in the workload.</param>
/// <param name="Submit">Seconds.</param>
/// <param name="Start">When its first task started.</param>
/// <param name="Finish">When its last task ended.</param>
/// <param name="Fluid">When the ideal pool, shared by users and without tasks, finishes it.</param>
/// <param name="LongestTask">Seconds of the longest task that ran on the pool up to its finish.</param>
public readonly record struct JobRecord(int Job, double Submit, double Start, double Finish, double Fluid, double LongestTask)
{
    /// <summary>From submission to finish.</summary>
    public double Response => Finish - Submit;
}
