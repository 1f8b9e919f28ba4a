using CsCheck;
using Rota.SingleMachine;

namespace Rota.Tests.SingleMachine;

/// <summary>Small tardiness problems of every kind: tight, loose, with ties, late from the start.</summary>
internal static class RandomJobs
{
    /// <summary>Without weights and releases.</summary>
    public static Gen<TardinessProblem> Plain(int most) => Of(most, weights: 1, releases: 0);

    /// <summary>With weights, 0 included.</summary>
    public static Gen<TardinessProblem> Weighted(int most) => Of(most, weights: 6, releases: 0);

    /// <summary>With weights and releases.</summary>
    public static Gen<TardinessProblem> Any(int most) => Of(most, weights: 6, releases: 30);

    private static Gen<TardinessProblem> Of(int most, int weights, int releases) =>
        Gen.Select(Gen.Int[1, 30], Gen.Int[1, 120]).SelectMany((longest, latest) =>
            Gen.Select(Gen.Long[1, longest], Gen.Long[-5, latest], Gen.Long[0, weights], Gen.Long[0, releases]).Array[0, most].Select(list =>
                new TardinessProblem("random", [.. list.Select((job, j) => new TardinessJob($"j{j}", job.Item1, job.Item2, weights == 1 ? 1 : job.Item3, job.Item4))])));
}
