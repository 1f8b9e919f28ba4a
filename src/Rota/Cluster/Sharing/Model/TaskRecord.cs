namespace Rota.Cluster.Sharing;

/// <summary>A task that ran, on <c>[Start, End)</c>.</summary>
/// <param name="Job">Place of the job in the workload.</param>
/// <param name="Stage">Place of the stage in the job.</param>
/// <param name="Start">Seconds.</param>
/// <param name="End">Seconds.</param>
public readonly record struct TaskRecord(int Job, int Stage, double Start, double End);
