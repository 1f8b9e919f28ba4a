using System.Collections.Immutable;
using System.Globalization;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Formats;
using Rota.Serving.Generators;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Rota.Statistics;

namespace Rota.Studies.Serving;

/// <summary>
/// Two ideas together, small chunks and the shortest prompt first, against each alone, on two recorded traces: the first halves, on which options were chosen, and
/// the second, held back. Seeds leave out a tenth of the requests each, and let the others come faster by as much.
/// </summary>
public sealed class CombinationStudy : IStudy
{
    private const double Kept = 0.9;
    private static readonly string[] Traces = ["azure2023_conv", "azure2023_code"];
    private static readonly string[] Halves = ["first", "held back"];
    private static readonly string[] Parts = ["chunks", "shortest"];
    private static readonly ServiceTargets Targets = new(TtftSeconds: 1, TbtSeconds: 0.15);

    /// <inheritdoc/>
    public string Name => "combination";

    /// <inheritdoc/>
    public string Paper => "chunks (Sarathi-Serve) and shortest prompt first (PrefillOnly, LAPS) with a bounded wait (ours)";

    /// <inheritdoc/>
    public string Description => "two ideas together and each alone, on two recorded traces and their held-back halves";

    /// <summary>What is compared.</summary>
    public static IReadOnlyList<ServingPolicy> Contenders { get; } = Make();

    /// <inheritdoc/>
    public StudyReport Run(StudyOptions options, TextWriter? progress = null, CancellationToken cancellation = default)
    {
        if (Traces.Any(trace => FileOf(trace) is null)) return new(Name, Paper, options.Scale, [Claim.AtLeast("data", "the traces are there", "traces", "files", 2, null)], []);
        var seeds = options.Scale switch { StudyScale.Smoke => 3, StudyScale.Short => 10, _ => 30 };
        var loads = Traces.SelectMany(trace => Halves.Select((half, i) => (Trace: trace, Half: half, Requests: ServingTraces.Read(FileOf(trace)!).Slice(i / 2.0, (i + 1) / 2.0)))).ToArray();
        var cells = loads.SelectMany(load => Contenders.SelectMany(policy => Enumerable.Range(1, seeds).Select(seed => (load.Trace, load.Half, load.Requests, Policy: policy, Seed: seed)))).ToArray();
        var outcomes = ServingGrid.Run(cells, cell => Measure(cell.Requests.Thin(Kept, (ulong)cell.Seed), cell.Policy, cancellation), cancellation);
        var runs = cells.Zip(outcomes).ToLookup(pair => (pair.First.Trace, pair.First.Half, pair.First.Policy.Name), pair => pair.Second);
        if (progress is not null) Write(progress, runs);
        if (options.Folder is { } folder)
        {
            using var tables = new StreamWriter(Path.Combine(folder, "combination-tables.md"));
            Write(tables, runs);
        }
        return new(Name, Paper, options.Scale, [.. loads.SelectMany(load => Claims(load.Trace, load.Half, runs))], []);
    }

    private static IEnumerable<Claim> Claims(string trace, string half, ILookup<(string, string, string), RunSummary> runs)
    {
        var (id, at) = ($"{trace[10..]}-{(half == "first" ? 1 : 2)}", $"{trace}, {half} half");
        double[] Of(string policy, Func<RunSummary, double> figure) => [.. runs[(trace, half, policy)].Select(figure)];
        var best = Parts.MaxBy(part => Of(part, s => s.All.Attainment).Average())!;
        var gain = PairedComparison.Of(Of("together", s => s.All.Attainment), Of(best, s => s.All.Attainment), largerIsBetter: true).Difference;
        yield return Claim.AtLeast($"service-{id}", $"together in good service above the better part ({best}), {at}: lower end of the interval of the difference", "difference", "points", 0, 100 * gain.Low) with
        {
            Baseline = 100 * Of(best, s => s.All.Attainment).Average(),
        };
        foreach (var (name, tail) in new (string, Func<RunSummary, double>)[] { ("ttft", s => s.All.Ttft.P99), ("e2e", s => s.All.Latency.P99) })
        {
            var mildest = Parts.MinBy(part => Of(part, tail).Average())!;
            var longer = Interval.OfMean([.. Of("together", tail).Zip(Of(mildest, tail), (ours, theirs) => ours / theirs)]);
            yield return Claim.AtMost($"tail-{name}-{id}", $"the p99 of {(name == "ttft" ? "the first token" : "the whole")} is not above that of the part with the shorter tail ({mildest}), {at}", $"ratio, interval {Text(longer.Low)} to {Text(longer.High)}", "times", 1.02, longer.Mean);
        }
    }

    private static RunSummary Measure(ServingTrace trace, ServingPolicy policy, CancellationToken cancellation)
    {
        var (model, gpu) = (ModelShapes.Find("llama-3.1-8b"), Gpus.Find("a100"));
        var limits = new EngineLimits { KvBlocks = KvCapacity.Of(model, gpu).Blocks, MaxSequences = 256, TokenBudget = 2048 };
        return RunSummary.Of(ServingRun.Of(Workload.Of(trace), Fleet.Of(new(limits, new AnalyticLatency(model, gpu), policy)), null, cancellation), Targets);
    }

    private static void Write(TextWriter output, ILookup<(string, string, string), RunSummary> runs)
    {
        output.WriteLine("| trace | half | policy | good service % | e2e mean s | e2e p99 s | TTFT p50 s | TTFT p99 s |");
        output.WriteLine("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var trace in Traces)
            foreach (var half in Halves)
                foreach (var policy in Contenders)
                {
                    var own = runs[(trace, half, policy.Name)].ToArray();
                    output.WriteLine($"| {trace} | {half} | {policy.Name} | {Cell(own, s => 100 * s.All.Attainment)} | {Cell(own, s => s.All.Latency.Mean)} | {Cell(own, s => s.All.Latency.P99)} | {Cell(own, s => s.All.Ttft.P50)} | {Cell(own, s => s.All.Ttft.P99)} |");
                }
    }

    /// <summary>Mean over the seeds, and how far its interval reaches.</summary>
    private static string Cell(RunSummary[] runs, Func<RunSummary, double> figure)
    {
        var interval = Interval.OfMean([.. runs.Select(figure)]);
        return string.Create(CultureInfo.InvariantCulture, $"{interval.Mean:0.0} ± {interval.High - interval.Mean:0.0}");
    }

    private static ImmutableArray<ServingPolicy> Make()
    {
        var together = ServingPolicies.Find("chunks-shortest");
        var vllm = ServingPolicies.Find("vllm");
        return
        [
            vllm, vllm with { Name = "chunks", Prefill = together.Prefill }, vllm with { Name = "shortest", Order = new ShortestPrefillFirst() },
            together with { Name = "unbounded", Order = new ShortestPrefillFirst() }, together with { Name = "together" },
        ];
    }

    private static string? FileOf(string trace) => StudyData.Find($"serving/{trace}.csv.gz");

    private static string Text(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);
}
