using System.Collections.Immutable;
using Rota.Rendering;
using Rota.Serving.Engine;
using Rota.Serving.Policies;

namespace Rota.Studies.Serving;

/// <summary>Attainment over the rate, over the scale of targets, and with predictions that are wrong.</summary>
internal sealed class FlowPrefillSweeps(FlowPrefillMeasurement measurement, FlowPrefillBench? bench)
{
    // Where policies are told apart: FlowPrefill keeps some 93 % there.
    private const double BusyRate = 10;
    private const double OnlineWeight = 0.05;
    private static readonly double[] Rates = [1, 2, 3, 4, 5.49, 7, 8, 9, 10, 11, 12, 13, 14, 15];
    private static readonly double[] Scales = [0.4, 0.6, 0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0];
    private static readonly string[] Compared = ["flowprefill", "fewest-late", "s-edf-chunk-512", "flowprefill-edf", "fcfs-whole"];

    public void Add(ImmutableArray<Claim>.Builder claims, ImmutableArray<StudyPicture>.Builder pictures)
    {
        Predictions(claims);
        Bursts(claims);
        Late();
        if (bench is null) return;
        var policies = Compared.Select(ServingPolicies.Find).ToArray();
        pictures.Add(Picture("flowprefill-rates", "First tokens in time", "requests a second", Rates, measurement.Attainments(bench, policies, Rates)));
        var scaled = Scales.SelectMany(scale => measurement.Attainments(bench, policies, [FlowPrefillMeasurement.RealRate], scale)).ToArray();
        pictures.Add(Picture("flowprefill-targets", "First tokens in time at 5.49 requests a second", "factor on the targets", Scales, scaled));
    }

    private void Predictions(ImmutableArray<Claim>.Builder claims)
    {
        var flow = FlowPrefillPolicies.FlowPrefill;
        var online = new PredictorOptions { OnlineWeight = OnlineWeight };
        List<(string Id, string Text, PredictorOptions Predictor)> cases =
        [
            .. new[] { 0.1, 0.3, 0.5 }.Select(sigma => ($"error-{sigma:0.0}", $"predictions off by a lognormal factor of sigma {sigma:0.0}", new PredictorOptions { ErrorSigma = sigma })),
            .. new[] { 0.7, 0.85, 1.2, 1.4 }.Select(bias => ($"bias-{bias:0.00}", $"predictions {bias:0.00} times what they should be", new PredictorOptions { Bias = bias })),
        ];
        ServingPolicy[] policies =
        [
            flow, FlowPrefillMeasurement.Mistaken(flow, online, "flow online"),
            .. cases.SelectMany(c => new[]
            {
                FlowPrefillMeasurement.Mistaken(flow, c.Predictor, $"flow {c.Id}"),
                FlowPrefillMeasurement.Mistaken(flow, c.Predictor with { OnlineWeight = OnlineWeight }, $"flow {c.Id} online"),
                FlowPrefillMeasurement.Mistaken(ServingPolicies.Find("fewest-late"), c.Predictor with { OnlineWeight = OnlineWeight }, $"ours {c.Id}"),
            }),
        ];
        var found = bench is null ? null : measurement.Attainments(bench, policies, [BusyRate])[0];
        for (var i = 0; i < cases.Count; i++)
        {
            var (id, text, _) = cases[i];
            // Nobody published a figure; the baseline is FlowPrefill with predictions as fitted, ours the one that corrects them as it goes.
            claims.Add(Claim.AtLeast(
                id, FormattableString.Invariant($"at {BusyRate} req/s, {text}, corrected as it goes (baseline: not corrected), against 2 points below right ones"), "attainment", "%",
                (100 * (found?[0].All ?? 0)) - 2, 100 * found?[2 + (3 * i) + 1].All, 100 * found?[2 + (3 * i)].All));
            claims.Add(Claim.Above(
                $"ours-{id}", FormattableString.Invariant($"at {BusyRate} req/s, {text}, ours, corrected as it goes, over FlowPrefill"), "attainment", "%",
                100 * found?[2 + (3 * i) + 2].All, 100 * found?[2 + (3 * i)].All));
        }
    }

    /// <summary>What becomes of those that cannot be on time any more: no claim, but the rates are printed.</summary>
    private void Late()
    {
        var flow = FlowPrefillPolicies.FlowPrefill;
        ServingPolicy[] policies =
        [
            .. Enum.GetValues<InfeasibleOrder>().Select(order => flow with { Name = $"flow, late {order}", Order = new SlackAwareEdf { Infeasible = order } }),
            .. new[] { 1.0, 10.0, 60.0 }.Select(seconds => flow with { Name = FormattableString.Invariant($"flow, aged {seconds} s"), Order = new SlackAwareEdf { AgingSeconds = seconds } }),
            ServingPolicies.Find("fewest-late"),
        ];
        if (bench is null) return;
        measurement.MaxRates(bench, policies);
        foreach (var policy in policies) measurement.Waits(bench, policy, BusyRate);
    }

    private void Bursts(ImmutableArray<Claim>.Builder claims)
    {
        ServingPolicy[] policies = [.. Compared.Select(ServingPolicies.Find)];
        foreach (var variation in new[] { 1.5, 2.0 })
        {
            var rates = bench is null ? null : measurement.MaxRates(bench, policies, variation);
            var id = FormattableString.Invariant($"bursts-{variation:0.0}");
            claims.Add(Claim.Above(
                id, FormattableString.Invariant($"gamma arrivals of variation {variation:0.0}: FlowPrefill over S-EDF at chunks of 512"), "highest rate", "req/s", rates?["flowprefill"], rates?["s-edf-chunk-512"]));
            claims.Add(Claim.Above($"ours-{id}", FormattableString.Invariant($"gamma arrivals of variation {variation:0.0}: ours over FlowPrefill"), "highest rate", "req/s", rates?["fewest-late"], rates?["flowprefill"]));
        }
    }

    private static StudyPicture Picture(string name, string title, string x, double[] at, PrefillAttainment[][] found)
    {
        var series = Compared.Select((policy, i) => new LineSeries(policy, [.. at.Select((value, row) => new ChartPoint(value, 100 * found[row][i].All))]));
        return new(name, new LineChart(title, x, "in time (%)", [.. series]) { Steps = false }.ToSvg());
    }
}
