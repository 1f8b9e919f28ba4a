using System.Globalization;
using Rota.Serving.Engine;
using Rota.Serving.Generators;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Statistics;

namespace Rota.Studies.Serving;

/// <summary>How much the FlowPrefill study measures, and the measurements it is made of.</summary>
/// <param name="requests">Requests a run.</param>
/// <param name="seeds">Runs of every cell, each with its own rows and arrivals.</param>
/// <param name="progress">Lines of the tables; null for none.</param>
/// <param name="cancellation">Ends the measurements.</param>
internal sealed class FlowPrefillMeasurement(int requests, ulong[] seeds, TextWriter? progress, CancellationToken cancellation)
{
    /// <summary>The rate of the real run.</summary>
    public const double RealRate = 5.49;

    /// <summary>The share of targets that a rate has to keep.</summary>
    public const double Share = 0.9;

    /// <summary>Highest rates of policies, by name.</summary>
    public SortedDictionary<string, double> MaxRates(FlowPrefillBench bench, IReadOnlyList<ServingPolicy> policies, double variation = 1)
    {
        var rates = ServingGrid.Run(policies, policy => RateSearch.Highest(rate => At(bench, policy, new(rate, variation)).All, Share), cancellation);
        var table = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (var (policy, rate) in policies.Zip(rates))
        {
            table[policy.Name] = rate;
            Line($"  {policy.Name,-22} {rate,6:0.00} req/s with {Share:0%} on time ({bench.Name}, variation {variation})");
        }
        return table;
    }

    /// <summary>Attainment of policies at rates, in all and by class; rates outside, policies inside.</summary>
    public PrefillAttainment[][] Attainments(FlowPrefillBench bench, IReadOnlyList<ServingPolicy> policies, IReadOnlyList<double> rates, double targetScale = 1)
    {
        var cells = rates.SelectMany(rate => policies.Select(policy => (rate, policy))).ToList();
        var found = ServingGrid.Run(cells, cell => At(bench, cell.policy, ArrivalProcess.Poisson(cell.rate), targetScale), cancellation);
        foreach (var ((rate, policy), attainment) in cells.Zip(found))
        {
            var classes = string.Join(", ", attainment.ByClass.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Key} {100 * c.Value:0.0}")));
            Line($"  {policy.Name,-22} at {rate,5:0.00} req/s, targets x {targetScale:0.0}: {100 * attainment.All:0.0} % on time ({classes})");
        }
        return found.Chunk(policies.Count).ToArray();
    }

    /// <summary>Compares two policies class by class on the same requests.</summary>
    public ClassComparison Compare(FlowPrefillBench bench, ServingPolicy first, ServingPolicy second, IReadOnlyList<double> rates)
    {
        var cells = rates.SelectMany(rate => new[] { first, second }.SelectMany(policy => seeds.Select(seed => (rate, policy, seed)))).ToList();
        var found = ServingGrid.Run(
            cells, cell => PrefillAttainment.Of(FlowPrefillBench.Run(bench.Draw(requests, ArrivalProcess.Poisson(cell.rate), cell.seed), cell.policy)), cancellation);
        var (below, worst) = (0, double.PositiveInfinity);
        foreach (var (rate, both) in rates.Zip(found.Chunk(2 * seeds.Length)))
        {
            foreach (var name in both[0].ByClass.Keys)
            {
                var shares = both.Select(attainment => attainment.ByClass.GetValueOrDefault(name)).Chunk(seeds.Length).ToArray();
                var comparison = PairedComparison.Of(shares[0], shares[1], largerIsBetter: true);
                if (comparison.Verdict == PairedVerdict.SecondBetter) below++;
                worst = Math.Min(worst, comparison.Difference.Mean);
                Line($"  {name,-10} at {rate,5:0.00} req/s: {first.Name} {100 * shares[0].Average():0.0} %, {second.Name} {100 * shares[1].Average():0.0} % ({comparison.Verdict})");
            }
        }
        return new(below, worst);
    }

    /// <summary>Mean and ninth decile of what a preemption is blocked, milliseconds, at the rate of the real run.</summary>
    public (double Mean, double P90, double PerRequest) Blocking(FlowPrefillBench bench, ServingPolicy policy)
    {
        var all = new WeightedSample();
        foreach (var run in ServingGrid.Run(seeds, seed => FlowPrefillBench.Run(bench.Draw(requests, ArrivalProcess.Poisson(RealRate), seed), policy), cancellation)) all.Add(run.StopDelays());
        var result = (all.Mean / 1e9, all.Quantile(0.9) / 1e9, (double)all.Count / (requests * seeds.Length));
        Line($"  {policy.Name,-22} blocks a preemption for {result.Item1:0.00} ms in the mean, p90 {result.Item2:0.0}, max {all.Max / 1e9:0.0}; {result.Item3:0.00} preemptions a request");
        return result;
    }

    /// <summary>Times to the first token of all requests, missed targets included.</summary>
    public void Waits(FlowPrefillBench bench, ServingPolicy policy, double rate)
    {
        var runs = ServingGrid.Run(seeds, seed => FlowPrefillBench.Run(bench.Draw(requests, ArrivalProcess.Poisson(rate), seed), policy), cancellation);
        var times = Summary.Of([.. runs.SelectMany(run => run.Requests).Select(request => request.Ttft)]);
        Line($"  {policy.Name,-22} at {rate} req/s: first token after {times.Median:0.00} s in the median, p99 {times.P99:0.0} s, latest {times.Maximum:0} s");
    }

    /// <summary>Share of targets that are kept, all seeds together.</summary>
    public PrefillAttainment At(FlowPrefillBench bench, ServingPolicy policy, ArrivalProcess arrivals, double targetScale = 1)
    {
        cancellation.ThrowIfCancellationRequested();
        return PrefillAttainment.Of([.. seeds.Select(seed => FlowPrefillBench.Run(bench.Draw(requests, arrivals, seed, targetScale), policy))]);
    }

    /// <summary>FlowPrefill, or another policy with its shape, with predictions that are wrong.</summary>
    public static ServingPolicy Mistaken(ServingPolicy policy, PredictorOptions predictor, string name) => policy with
    {
        Name = name,
        Order = policy.Order switch
        {
            SlackAwareEdf order => order with { Predictor = predictor },
            FewestLate order => order with { Predictor = predictor },
            _ => policy.Order,
        },
        Batching = policy.Batching is PreemptiveJobs jobs ? jobs with { Predictor = predictor } : policy.Batching,
    };

    /// <summary>A line of a table.</summary>
    public void Line(FormattableString text) => progress?.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
