using System.Collections.Immutable;
using Rota.Randomness;
using Rota.Serving.Engine;
using Rota.Serving.Generators;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Statistics;

namespace Rota.Serving.Rehearsal;

/// <summary>
/// Searches compositions and option values on a user's own trace: successive halving on growing parts of its beginning, all candidates on the same
/// arrivals; then the winner is verified on the end of the trace, which no candidate has seen.
/// </summary>
public static class PolicyTuner
{
    private static readonly int[] Budgets = [256, 512, 1024, 2048, 4096, 8192];
    private static readonly int[] Sequences = [32, 64, 128, 256, 512];

    /// <summary>Tunes.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="engine">The fleet.</param>
    /// <param name="options">How long and for what.</param>
    /// <param name="told">Lines of progress.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="RotaException">The trace is too short, or no candidate works.</exception>
    public static TuningResult Run(ServingTrace trace, EngineRequest engine, TuningOptions options, Action<string>? told = null, CancellationToken cancellation = default)
    {
        var (train, heldBack) = trace.Split(1 - options.HeldBack);
        if (train.Requests.Length < 20 || heldBack.Requests.Length < 20) throw new RotaException($"{trace.Name}: too few requests to tune on a part and verify on the rest, expected at least 40");
        var metric = RehearsalMetric.Find(options.Metric);
        var candidates = Candidates(options);
        var share = 1.0;
        for (var size = candidates.Count; size > options.Survivors; size = Math.Max(1, size / 3)) share /= 3;
        var rounds = new List<TuningRound>();
        while (true)
        {
            var part = share >= 1 ? train : train.Slice(0, Math.Max(share, Math.Min(1, 200.0 / train.Requests.Length)));
            var scores = Score(part, engine, candidates, options, metric, cancellation);
            var ranked = candidates.Zip(scores, (candidate, score) => (candidate, score)).Where(pair => double.IsFinite(pair.score))
                .OrderBy(pair => metric.LargerIsBetter ? -pair.score : pair.score).ToList();
            if (ranked.Count == 0) throw new RotaException($"no policy gives a {metric.Name} on this trace; for goodput and attainment say --slo");
            rounds.Add(new(part.Requests.Length, candidates.Count, ranked[0].candidate, ranked[0].score));
            told?.Invoke($"{candidates.Count} candidates on {part.Requests.Length} requests; best {ranked[0].candidate.Name}: {metric.Name} {ranked[0].score:G4} {metric.Unit}");
            if (share >= 1 || ranked.Count == 1)
            {
                candidates = [ranked[0].candidate];
                break;
            }
            candidates = [.. ranked.Take(Math.Max(1, ranked.Count / 3)).Select(pair => pair.candidate)];
            share = Math.Min(1, share * 3);
        }
        return Verify(heldBack, engine, candidates[0], options, metric, [.. rounds], cancellation);
    }

    private static TuningResult Verify(
        ServingTrace heldBack, EngineRequest engine, ServingPolicy winner, TuningOptions options, RehearsalMetric metric, ImmutableArray<TuningRound> rounds, CancellationToken cancellation)
    {
        var parts = Math.Clamp(heldBack.Requests.Length / 50, 1, options.Parts);
        double[] Values(ServingPolicy policy) =>
        [
            .. Enumerable.Range(0, parts).Select(i => Score(
                heldBack.Slice((double)i / parts, (double)(i + 1) / parts), engine, [policy], options, metric, cancellation)[0]),
        ];
        var reference = options.Reference;
        var (own, other) = (Values(winner), Values(reference));
        if (own.Concat(other).Any(value => !double.IsFinite(value))) throw new RotaException($"the held-back end of the trace gives no {metric.Name}");
        return new(winner, metric, rounds, [.. own], [.. other], PairedComparison.Of(own, other, largerIsBetter: metric.LargerIsBetter));
    }

    private static double[] Score(
        ServingTrace trace, EngineRequest engine, List<ServingPolicy> candidates, TuningOptions options, RehearsalMetric metric, CancellationToken cancellation)
    {
        var scores = new double[candidates.Count];
        var workload = Workload.Of(trace);
        System.Threading.Tasks.Parallel.For(0, candidates.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Parallel, CancellationToken = cancellation }, i =>
        {
            try
            {
                var result = Simulation.ServingRun.Of(workload, engine.FleetOf(candidates[i]), null, cancellation);
                scores[i] = result.UnfinishedReason is null ? metric.Of(RunSummary.Of(result, options.Targets)) : double.NaN;
            }
            catch (RotaException)
            {
                // A composition that does not fit this fleet is no candidate.
                scores[i] = double.NaN;
            }
        });
        return scores;
    }

    private static List<ServingPolicy> Candidates(TuningOptions options)
    {
        var known = ServingPolicies.All.Where(policy => !options.Excluded.Contains(policy.Name) && !policy.IsBound).ToList();
        var candidates = new List<ServingPolicy> { options.Reference };
        candidates.AddRange(known.Where(policy => policy.Name != options.Reference.Name));
        var random = new RandomStream(options.Seed).Split("tuner");
        var wanted = candidates.Count + options.Candidates;
        for (var tries = 0; candidates.Count < wanted && tries < options.Candidates * 20; tries++)
        {
            if (Compose(known, random) is not { } policy) continue;
            if (!candidates.Exists(other => other.Name == policy.Name)) candidates.Add(policy);
        }
        return candidates;
    }

    private static ServingPolicy? Compose(List<ServingPolicy> known, RandomStream random)
    {
        var policy = known[random.Next(known.Count)];
        Mix("order");
        Mix("admission");
        Mix("retention");
        if (policy.Prefill is TokenChunks && random.Next(2) == 0)
            policy = policy with { Prefill = new TokenChunks { Budget = Budgets[random.Next(Budgets.Length)] } };
        if (random.Next(3) == 0) policy = policy with { MaxSequences = Sequences[random.Next(Sequences.Length)] };
        try
        {
            return (policy with { Name = PolicyChoices.NameOf(policy) }).Validated();
        }
        catch (RotaException)
        {
            return null;
        }

        void Mix(string slot)
        {
            if (random.Next(2) == 0) return;
            policy = PolicyChoices.Replace(policy, slot, PolicyChoices.NameOf(known[random.Next(known.Count)], slot));
        }
    }
}

/// <summary>How a tuner searches.</summary>
public sealed record TuningOptions
{
    /// <summary>What the winner is compared with.</summary>
    public required ServingPolicy Reference { get; init; }

    /// <summary>The figure that is optimised, a name of <see cref="RehearsalMetric"/>.</summary>
    public string Metric { get; init; } = "goodput";

    /// <summary>Targets where the trace has none.</summary>
    public ServiceTargets Targets { get; init; } = new();

    /// <summary>Random compositions in the first round, besides the policies of the catalog.</summary>
    public int Candidates { get; init; } = 81;

    /// <summary>Candidates that see the whole training part.</summary>
    public int Survivors { get; init; } = 3;

    /// <summary>Share of the trace's end that is held back.</summary>
    public double HeldBack { get; init; } = 0.3;

    /// <summary>Parts of the held-back end that are compared one by one, for the interval.</summary>
    public int Parts { get; init; } = 5;

    /// <summary>Seed of the random compositions.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Runs at once.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>Policies that are no candidates.</summary>
    public ImmutableArray<string> Excluded { get; init; } = [];
}

/// <summary>A round of the tuner.</summary>
/// <param name="Requests">Requests of the part it ran on.</param>
/// <param name="Candidates">Candidates that ran.</param>
/// <param name="Best">The best of them.</param>
/// <param name="Score">Its figure.</param>
public sealed record TuningRound(int Requests, int Candidates, ServingPolicy Best, double Score);

/// <summary>What a tuner found.</summary>
/// <param name="Winner">The best composition on the training part.</param>
/// <param name="Metric">What was optimised.</param>
/// <param name="Rounds">The rounds.</param>
/// <param name="Own">The winner's figures on the parts of the held-back end.</param>
/// <param name="Reference">The reference's.</param>
/// <param name="Comparison">The two compared, part by part.</param>
public sealed record TuningResult(
    ServingPolicy Winner, RehearsalMetric Metric, ImmutableArray<TuningRound> Rounds, ImmutableArray<double> Own, ImmutableArray<double> Reference, PairedComparison Comparison);
