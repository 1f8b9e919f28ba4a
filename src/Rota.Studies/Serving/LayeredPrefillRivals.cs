using Rota.Serving.Engine;

namespace Rota.Studies.Serving;

/// <summary>
/// Ours against layered prefill in first tokens, gaps and energy. Options are chosen on training seeds and the even rows of ShareGPT: of those that win in
/// gaps by two standard errors and do not lose in energy, the one with the earliest first tokens. What is reported comes from other seeds and the odd rows.
/// </summary>
/// <param name="bench">The engine.</param>
/// <param name="trained">Seeds to choose on.</param>
/// <param name="held">Seeds to report on.</param>
internal sealed class LayeredPrefillRivals(LayeredPrefillBench bench, int trained, int held)
{
    /// <summary>Energies this close to theirs count as equal when options are chosen; the claims know no play.</summary>
    private const double EnergyPlay = 1.0005;

    private static readonly (string Dataset, double Rate)[] Loads = [("arxiv", 1.3), ("arxiv", 1.6), ("sharegpt", 4.0), ("sharegpt", 4.6)];

    /// <summary>Claims for every load.</summary>
    public IEnumerable<Claim> Claims(TextWriter? progress, CancellationToken cancellation)
    {
        foreach (var (dataset, rate) in Loads)
        {
            cancellation.ThrowIfCancellationRequested();
            if (dataset == "sharegpt" && !bench.Workload.HasShareGpt) continue;
            var choice = Choose(dataset, rate, out var target);
            progress?.WriteLine(FormattableString.Invariant($"{dataset} at {rate:0.0} req/s: chosen on the training seeds {choice.Prefill}"));
            var theirs = Held(LayeredPrefillBench.Layered(16));
            Held(LayeredPrefillBench.Adaptive(target));
            var ours = Held(choice);
            var at = FormattableString.Invariant($"{dataset}, {rate:0.0} req/s, held back");
            var id = FormattableString.Invariant($"beat-{dataset}-{rate:0.0}");
            yield return Claim.Below($"{id}-ttft", $"layer stream, first token, {at}", "TTFT p90", "s", ours[r => r.TtftP90], theirs[r => r.TtftP90]);
            yield return Claim.Below($"{id}-tbt", $"layer stream, between tokens, {at}", "TBT p99", "ms", 1e3 * ours[r => r.TbtP99], 1e3 * theirs[r => r.TbtP99]);
            yield return Claim.Below($"{id}-energy", $"layer stream, energy, {at}", "energy a token", "mJ", ours[r => r.Millijoules], theirs[r => r.Millijoules]);
            yield return Claim.Below($"{id}-late", $"layer stream, the latest first tokens, {at}", "TTFT p99", "s", ours[r => r.TtftP99], theirs[r => r.TtftP99]);
            if (dataset == "sharegpt")
                yield return Claim.Below($"{id}-short", $"layer stream, short prompts, {at}", "TTFT p90 of prompts up to 1024 tokens", "s", ours[r => r.ShortTtftP90], theirs[r => r.ShortTtftP90]);

            LayeredPrefillMean Held(ServingPolicy policy)
            {
                var mean = bench.Mean("qwen", dataset, rate, policy, Seeds(1001, held), half: 1);
                progress?.WriteLine(mean.Row());
                return mean;
            }
        }
    }

    private ServingPolicy Choose(string dataset, double rate, out double target)
    {
        var theirs = Trained(LayeredPrefillBench.Layered(16));
        var gap = target = theirs[r => r.TbtP99];
        // A slice keeps prompts going when there is more to decode than on the training seeds; a target of a millisecond leaves the slice alone.
        var slices = dataset == "arxiv" ? new[] { 0.013, 0.014, 0.0145 } : [0.0105, 0.011, 0.0115];
        var candidates =
            from budget in new[] { 8192, 12288 }
            from aim in new[] { 0.001, 0.97 * gap, 0.98 * gap, 0.99 * gap }
            from slice in slices
            select LayeredPrefillBench.Stream(aim, slice, budget);
        // A candidate that loses somewhere ranks behind all that do not, by how much it loses.
        return candidates.MinBy(policy =>
        {
            var mean = Trained(policy);
            var loss = Math.Max(UpperRatio(mean, theirs, r => r.TbtP99), mean[r => r.Millijoules] / theirs[r => r.Millijoules] / EnergyPlay);
            return loss > 1 ? 1000 * loss : mean[r => r.TtftP90] / theirs[r => r.TtftP90];
        })!;

        LayeredPrefillMean Trained(ServingPolicy policy) => bench.Mean("qwen", dataset, rate, policy, Seeds(11, trained), half: 0);
    }

    /// <summary>How much of theirs ours is at most: the mean paired difference and two standard errors of it.</summary>
    private static double UpperRatio(LayeredPrefillMean ours, LayeredPrefillMean theirs, Func<LayeredPrefillOutcome, double> figure)
    {
        var differences = ours.Runs.Zip(theirs.Runs, (our, their) => figure(our) - figure(their)).ToArray();
        var mean = differences.Average();
        var error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / Math.Max(1, differences.Length - 1) / differences.Length);
        return 1 + ((mean + (2 * error)) / theirs[figure]);
    }

    private static ulong[] Seeds(int first, int count) => [.. Enumerable.Range(first, count).Select(i => (ulong)i)];
}
