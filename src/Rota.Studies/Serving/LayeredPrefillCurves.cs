using System.Collections.Immutable;
using Rota.Rendering;
using Rota.Serving.Engine;

namespace Rota.Studies.Serving;

/// <summary>Attainment over the rate: the share of requests whose first token and every gap come in time.</summary>
internal sealed class LayeredPrefillCurves
{
    /// <summary>Five times a decode step of 32 requests with 4096 tokens each, as the paper sets it: 90 ms.</summary>
    public const double TbtTarget = 0.090;

    /// <summary>Published attainment of chunked prefill, percent (layered-prefill 5): what the unknown target of the first token is found from.</summary>
    private static readonly (double Rate, double Percent)[] ChunkedOnArxiv = [(1.3, 100), (1.4, 98), (1.5, 44), (1.6, 15), (1.7, 12), (1.8, 8)];

    private readonly Dictionary<(string Dataset, string Policy), List<(double Rate, LayeredPrefillMean Mean)>> curves = [];

    /// <summary>Target of the first token, seconds: of those tried, where chunked prefill on arXiv comes closest to its published curve.</summary>
    public double TtftTarget { get; private set; }

    /// <summary>Measures all curves.</summary>
    public static LayeredPrefillCurves Of(LayeredPrefillBench bench, IReadOnlyList<ulong> seeds, IReadOnlyList<ServingPolicy> policies, CancellationToken cancellation)
    {
        var all = new LayeredPrefillCurves();
        string[] datasets = bench.Workload.HasShareGpt ? ["arxiv", "sharegpt"] : ["arxiv"];
        foreach (var dataset in datasets)
            foreach (var policy in policies)
                foreach (var rate in Rates(dataset))
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (!all.curves.TryGetValue((dataset, policy.Name), out var curve)) all.curves[(dataset, policy.Name)] = curve = [];
                    curve.Add((rate, bench.Mean("qwen", dataset, rate, policy, seeds)));
                }
        all.TtftTarget = Enumerable.Range(4, 37).Select(i => i * 0.5).MinBy(all.DistanceToPublished);
        return all;
    }

    /// <summary>The rate up to which attainment is at least 90 %, between measured rates on a straight line.</summary>
    public double UsableRate(string dataset, string policy)
    {
        var curve = curves[(dataset, policy)];
        var before = (Rate: 0.0, Share: 1.0);
        foreach (var (rate, mean) in curve)
        {
            var share = mean.Attainment(TtftTarget, TbtTarget);
            if (share < 0.9) return before.Rate + ((rate - before.Rate) * (before.Share - 0.9) / (before.Share - share));
            before = (rate, share);
        }
        return before.Rate;
    }

    /// <summary>A figure at a measured rate.</summary>
    public LayeredPrefillMean At(string dataset, string policy, double rate) => curves[(dataset, policy)].First(point => Math.Abs(point.Rate - rate) < 1e-9).Mean;

    /// <summary>All points, for tables.</summary>
    public IEnumerable<LayeredPrefillMean> Points => curves.SelectMany(curve => curve.Value).Select(point => point.Mean);

    /// <summary>Attainment of each data set.</summary>
    public ImmutableArray<StudyPicture> Pictures() =>
    [
        .. curves.Keys.Select(key => key.Dataset).Distinct().Select(dataset => new StudyPicture(
            $"layered-prefill-attainment-{dataset}", new LineChart($"Requests in time, Qwen3-30B-A3B on two H100, {dataset}", "requests/s", "in time (%)", Series(dataset)) { Steps = false, MaxY = 100 }.ToSvg())),
        .. curves.Keys.Select(key => key.Dataset).Distinct().Select(dataset => new StudyPicture(
            $"layered-prefill-energy-{dataset}", new LineChart($"Energy a token, {dataset}", "requests/s", "mJ", Series(dataset, mean => mean[r => r.Millijoules])) { Steps = false }.ToSvg())),
    ];

    private static double[] Rates(string dataset) => dataset == "arxiv"
        ? [0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2.0, 2.2, 2.4]
        : [3.2, 3.6, 4.0, 4.4, 4.8, 5.2, 5.6, 6.0, 6.4, 7.2, 8.0];

    private double DistanceToPublished(double target) =>
        ChunkedOnArxiv.Sum(point => Math.Pow(point.Percent - (100 * At("arxiv", "chunked-512", point.Rate).Attainment(target, TbtTarget)), 2));

    private ImmutableArray<LineSeries> Series(string dataset, Func<LayeredPrefillMean, double>? figure = null) =>
    [
        .. curves.Where(curve => curve.Key.Dataset == dataset).Select(curve => new LineSeries(
            curve.Key.Policy, [.. curve.Value.Select(point => new ChartPoint(point.Rate, figure?.Invoke(point.Mean) ?? (100 * point.Mean.Attainment(TtftTarget, TbtTarget))))])),
    ];
}
