namespace Rota.Cluster.Sharing.Policies;

/// <summary>What a policy is told before a run.</summary>
/// <param name="Cores">Identical cores.</param>
/// <param name="Users">Names of users by number.</param>
/// <param name="Weights">Weights of users by number.</param>
/// <param name="Jobs">Number of jobs that may come.</param>
/// <param name="Seed">For policies that draw.</param>
public sealed record PoolView(int Cores, IReadOnlyList<string> Users, IReadOnlyList<double> Weights, int Jobs, ulong Seed);
