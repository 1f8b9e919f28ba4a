using System.Collections.Immutable;
using Rota.Shop.Transfer.Policies;

namespace Rota.CpSat.Shop;

/// <summary>A cycle of a line in which every stage is served once.</summary>
/// <param name="Period">Milliseconds between two plates.</param>
/// <param name="Bound">No such cycle is shorter, in milliseconds.</param>
/// <param name="Starts">When the robot begins to take a plate from each step, the input first, from 0.</param>
public sealed record CyclicPlan(long Period, long Bound, ImmutableArray<long> Starts)
{
    /// <summary>True when no cycle that serves every stage once is shorter.</summary>
    public bool IsOptimal => Bound >= Period;

    /// <summary>The cycle as a policy.</summary>
    public CyclicOrder Policy => new([.. Enumerable.Range(0, Starts.Length).OrderBy(i => Starts[i]).Select(i => i - 1)]);
}
