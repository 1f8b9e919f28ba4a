using System.Collections.Immutable;
using System.Globalization;
using Rota.Serving.Engine;
using Rota.Serving.Generators;
using Rota.Serving.Latency;
using Rota.Serving.Policies;

namespace Rota.Studies.Serving;

/// <summary>
/// FlowPrefill (arXiv 2602.16603): the highest rate at which 90 % of requests have their first token in time, preemption at operators against chunks, slack-aware
/// against plain EDF, wrong predictions, and whether a policy of ours does better without a class that pays for it.
/// </summary>
public sealed class FlowPrefillStudy : IStudy
{
    private const string Flow = "flowprefill", Ours = "fewest-late", Rival = "s-edf-chunk-512", Packed = "fcfs-whole";

    // Rates of the specification's own calibration run, req/s.
    private static readonly (string Policy, double Rate)[] Calibration =
    [
        (Packed, 1.68), ("fcfs-chunk-8192", 1.68), ("fcfs-chunk-2048", 1.62), ("fcfs-chunk-512", 1.28), ("edf-chunk-8192", 1.68), ("edf-chunk-2048", 2.55),
        ("edf-chunk-512", 4.83), ("s-edf-chunk-8192", 1.68), ("s-edf-chunk-2048", 2.58), (Rival, 8.56), ("flowprefill-chunk", 3.63), (Flow, 11.4),
        ("flowprefill-edf", 5.94), ("flowprefill-layer", 11.4), ("flowprefill-fine", 11.4), ("flowprefill-single", 11.3),
    ];

    // Smallest measured times to the first token of prompts of these lengths, seconds.
    private static readonly (int Tokens, double Seconds)[] Measured = [(274, 0.036), (1281, 0.102), (4174, 0.292), (8170, 0.644), (14259, 1.416)];

    /// <inheritdoc/>
    public string Name => "flowprefill";

    /// <inheritdoc/>
    public string Paper => "FlowPrefill: operator-level preemption with event-driven scheduling of prefill, arXiv 2602.16603";

    /// <inheritdoc/>
    public string Description => "time to first token: highest rate with 90 % in time, blocking of preemptions, ablations, wrong predictions";

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        var (requests, seeds) = options.Scale switch { StudyScale.Smoke => (2000, 3), StudyScale.Short => (4000, 8), _ => (10_000, 20) };
        var measurement = new FlowPrefillMeasurement(requests, [.. Enumerable.Range(1, seeds).Select(seed => (ulong)seed)], progress, cancellation);
        var qwen = FlowPrefillBench.Qwen();
        var claims = ImmutableArray.CreateBuilder<Claim>();
        var pictures = ImmutableArray.CreateBuilder<StudyPicture>();
        claims.Add(LatencyLaw());
        Rates(measurement, qwen, claims, out var best);
        claims.Add(SecondOpinion(qwen is null ? null : best!["flowprefill-chunk"], cancellation));
        Preemption(measurement, qwen, claims);
        new FlowPrefillSweeps(measurement, qwen).Add(claims, pictures);
        Beaten(measurement, qwen, "qwen", best, claims);
        Beaten(measurement, FlowPrefillBench.Azure(), "azure", null, claims);
        claims.Add(Speed(qwen, options.Scale));
        return new(Name, Paper, options.Scale, claims.ToImmutable(), pictures.ToImmutable());
    }

    private static Claim LatencyLaw()
    {
        var worst = Measured.Max(point => Math.Abs((Alone(point.Tokens) / point.Seconds) - 1));
        return Claim.AtMost("latency", "the latency law against the smallest measured times of five prompts", "largest deviation", "%", 18, 100 * worst);
    }

    /// <summary>Seconds to the first token on an idle server, in chunks of 8192.</summary>
    private static double Alone(int tokens)
    {
        var law = FlowPrefillBench.Latency;
        var time = law.RequestOverhead;
        for (var past = 0; past < tokens; past += 8192)
        {
            PrefillChunk[] chunk = [new(Math.Min(8192, tokens - past), past)];
            time += law.Step(new StepShape { Decodes = 0, DecodeContext = 0, Prefills = chunk }).Duration;
        }
        return Rota.Serving.SimTime.ToSeconds(time);
    }

    private static void Rates(FlowPrefillMeasurement measurement, FlowPrefillBench? bench, ImmutableArray<Claim>.Builder claims, out SortedDictionary<string, double>? rates)
    {
        rates = bench is null ? null : measurement.MaxRates(bench, FlowPrefillPolicies.All);
        var found = rates;
        double? Of(string policy) => found?[policy];
        claims.Add(Claim.Within("ratio", "FlowPrefill over first come first served, highest rates with 90 % in time; the paper's 5.6 is against DistServe", "ratio", "x", 5.6, 4, 8, Of(Flow) / Of(Packed)));
        claims.Add(Claim.Above("slack", "slack-aware EDF over plain EDF, both stopped at operators", "highest rate", "req/s", Of(Flow), Of("flowprefill-edf")));
        claims.Add(Claim.Above("operators", "stopped at operators over S-EDF at chunks of 512, the strongest rival", "highest rate", "req/s", Of(Flow), Of(Rival)));
        claims.Add(Claim.Above("chunk-ends", "stopped at operators over stopped at the ends of 8192-token chunks", "highest rate", "req/s", Of(Flow), Of("flowprefill-chunk")));
        claims.Add(Claim.Above("batching", "SLO batching over none", "highest rate", "req/s", Of(Flow), Of("flowprefill-single")));
        foreach (var (policy, rate) in Calibration)
            claims.Add(Claim.Reproduce($"rate-{policy}", $"{policy}: highest rate of the specification's calibration, within a tenth", "highest rate", "req/s", rate, Of(policy), rate / 10));
    }

    /// <summary>The ablation whose calibrated rate we do not get, written anew in plain Python: whom does it agree with?</summary>
    private static Claim SecondOpinion(double? ours, CancellationToken cancellation)
    {
        double? peer = ours is not null && StudyData.Find(FlowPrefillBench.QwenRows) is { } rows && PythonScript.Run("python3", "chunk_end_preemption_plain.py", [rows, "2000", "3", "8192"], cancellation) is { } words
            ? double.Parse(words[0], CultureInfo.InvariantCulture) : null;
        return Claim.Within(
            "chunk-ends-peer", "stopped at the ends of 8192-token chunks: an independent simulation in plain Python over ours, within 15 %", "ratio", "x", null, 0.85, 1.15, peer / ours);
    }

    private static void Preemption(FlowPrefillMeasurement measurement, FlowPrefillBench? bench, ImmutableArray<Claim>.Builder claims)
    {
        var flow = FlowPrefillPolicies.FlowPrefill;
        var chunked = flow with { Name = "chunk-2048-ends", Prefill = new OperatorSegments { ChunkTokens = 2048, Point = PreemptionPoint.Chunk } };
        double? blocked = bench is null ? null : measurement.Blocking(bench, flow).Mean;
        double? atChunks = bench is null ? null : measurement.Blocking(bench, chunked).Mean;
        var real = bench is null ? null : measurement.Attainments(bench, [flow, ServingPolicies.Find(Rival), ServingPolicies.Find(Packed)], [FlowPrefillMeasurement.RealRate]);
        claims.Add(Claim.Reproduce("real-run", "in time at the 5.49 req/s of the real run on an A800", "attainment", "%", 98.45, 100 * real?[0][0].All, 2));
        claims.Add(Claim.AtMost("blocking", "mean time a preemption is blocked (real run: 3.7 ms)", "mean blocking", "ms", 4.5, blocked));
        claims.Add(Claim.AtLeast("blocking-ratio", "blocking at the ends of 2048-token chunks over that at operators (paper: 3.5 to 4.2)", "ratio", "x", 3, atChunks / blocked));
    }

    /// <summary>Our policy against the paper's: the rate, and the class that does worst by the change.</summary>
    private static void Beaten(FlowPrefillMeasurement measurement, FlowPrefillBench? bench, string data, SortedDictionary<string, double>? rates, ImmutableArray<Claim>.Builder claims)
    {
        ServingPolicy[] both = [FlowPrefillPolicies.FlowPrefill, ServingPolicies.Find(Ours)];
        if (bench is not null) rates ??= measurement.MaxRates(bench, both);
        ClassComparison? compared = bench is null ? null : measurement.Compare(bench, both[1], both[0], [0.7 * rates![Flow], 0.85 * rates[Flow], rates[Flow], rates[Ours]]);
        claims.Add(Claim.Above($"ours-{data}", $"ours, {Ours}, over FlowPrefill on {data}", "highest rate", "req/s", rates?[Ours], rates?[Flow]));
        claims.Add(Claim.AtMost($"ours-{data}-below", $"classes of {data}, at four rates each, in which ours is below FlowPrefill (95 % interval over seeds)", "classes", "of all", 0, compared?.Below));
        claims.Add(Claim.AtLeast(
            $"ours-{data}-classes", $"ours less FlowPrefill in the class that does worst by the change, at four rates, {data}", "attainment", "% points", 0, 100 * compared?.WorstDifference));
    }

    private static Claim Speed(FlowPrefillBench? bench, StudyScale scale)
    {
        double? seconds = null;
        if (bench is not null)
        {
            var count = scale == StudyScale.Smoke ? 200_000 : 1_000_000;
            var workload = bench.Draw(count, ArrivalProcess.Poisson(6), 1);
            // The processor's time, so that what else the machine does is not counted.
            var before = Environment.CpuUsage.TotalTime;
            FlowPrefillBench.Run(workload, FlowPrefillPolicies.FlowPrefill);
            seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds * 1_000_000 / count;
        }
        return Claim.AtMost("speed", "a million prompts under FlowPrefill, processor time on this machine", "processor time", "s", 10, seconds);
    }
}
