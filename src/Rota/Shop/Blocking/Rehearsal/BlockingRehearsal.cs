using System.Collections.Immutable;

namespace Rota.Shop.Blocking.Rehearsal;

/// <summary>Compares policies on one blocking shop: the same seed brings every policy the same stops.</summary>
public static class BlockingRehearsal
{
    /// <summary>Runs every policy on every seed.</summary>
    /// <param name="problem">The shop.</param>
    /// <param name="policies">Names of policies, each once.</param>
    /// <param name="seeds">Seeds of stops.</param>
    /// <param name="assumedRepair">How long policies that plan assume a machine stays down; null when they are told.</param>
    /// <param name="clock">For the time decisions take.</param>
    /// <param name="progress">Told of runs done, and of all.</param>
    /// <param name="cancellation">Stops between decisions.</param>
    /// <exception cref="RotaException">An unknown policy, one named twice, or a run that ends in a ring.</exception>
    public static BlockingReport Run(
        BlockingProblem problem, ImmutableArray<string> policies, ImmutableArray<ulong> seeds, int? assumedRepair, TimeProvider clock, Action<int, int>? progress = null,
        CancellationToken cancellation = default)
    {
        if (policies.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new RotaException($"policy {twice.Key} is named twice");
        var makers = policies.Select(BlockingPolicies.Find).ToArray();
        var rows = ImmutableArray.CreateBuilder<BlockingRow>();
        foreach (var maker in makers)
        {
            var policy = maker(assumedRepair);
            foreach (var seed in seeds)
            {
                rows.Add(BlockingRun.Of(problem, policy, seed, clock, cancellation).Row);
                progress?.Invoke(rows.Count, makers.Length * seeds.Length);
            }
        }
        return new(problem, [.. rows.Select(row => row.Policy).Distinct()], rows.ToImmutable());
    }
}
