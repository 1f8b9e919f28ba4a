using System.Collections.Immutable;

namespace Rota.Cluster.Pods.Replay;

/// <summary>What a replay brought.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Allocation">Percent of all GPUs that are given out when requests reach each of <see cref="GpuReplay.Levels"/>.</param>
/// <param name="Dropped">Pods that fitted nowhere.</param>
public sealed record GpuReplayResult(string Policy, ulong Seed, ImmutableArray<double> Allocation, int Dropped);
