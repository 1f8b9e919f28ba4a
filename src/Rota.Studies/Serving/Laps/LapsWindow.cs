using System.Collections.Immutable;
using Rota.Rendering;
using Rota.Serving.Engine;
using Rota.Serving.Policies;

namespace Rota.Studies.Serving.Laps;

/// <summary>The waiting window at light load: 64 clients with short prompts on 14B, windows from 0 to 20 ms.</summary>
internal static class LapsWindow
{
    private static readonly double[] Windows = [0, 1, 2, 4, 6, 8, 10, 12, 16, 20];

    /// <summary>Mean TTFT in ms and requests a second, a window.</summary>
    public static (double Window, double Mean, double Rate)[] Measure(LapsBench bench, TextWriter? progress)
    {
        var laps = ServingPolicies.Find("laps");
        var policies = Windows.Select(window => laps with
        {
            Name = FormattableString.Invariant($"window {window} ms"),
            Batching = new LengthAwareBatching { Graphs = GraphShapes.Paper, Window = WindowRule.Fixed, MaxWindowSeconds = window / 1e3 },
        }).ToArray();
        var runs = bench.Run(LapsModel.Find("14B"), [.. policies, laps, .. LapsPart.Policies("laps-deadline", "laps-plus", "prefill-fcfs")], seed => LapsWorkloads.Clients(64, 60, 0.05, seed));
        LapsPart.Write(progress, "window, 14B, 64 clients with short prompts, pauses of 50 ms on average", runs);
        return [.. Windows.Select((window, i) => (window, LapsBench.Mean(runs[policies[i].Name], o => o.All.Mean), LapsBench.Mean(runs[policies[i].Name], o => o.RequestsPerSecond)))];
    }

    public static Claim Claim((double Window, double Mean, double Rate)[] sweep) => Studies.Claim.Reproduce(
        "window", "the best window for 64 clients with short prompts on 14B lies between 2 and 12 ms (paper: 6 to 8)", "window of the least mean TTFT", "ms", 7, sweep.MinBy(point => point.Mean).Window, 5);

    public static LineChart Picture((double Window, double Mean, double Rate)[] sweep) => new(
        "Waiting window, 14B, 64 clients with short prompts", "window, ms", "mean TTFT, ms", [new("mean TTFT", [.. sweep.Select(point => new ChartPoint(point.Window, point.Mean))])]) { Steps = false };
}
