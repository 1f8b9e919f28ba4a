using Rota.Rendering;
using Rota.Serving.Policies;

namespace Rota.Studies.Serving.Laps;

/// <summary>
/// The waiting window at light load: 64 clients with short prompts on 14B, windows from 0 to 20 ms. How long a client takes from answer to next prompt is not
/// published, and decides: where all come back at once, or one by one, there is nothing to gain.
/// </summary>
internal static class LapsWindow
{
    private static readonly double[] Windows = [0, 1, 2, 4, 6, 8, 10, 12, 16, 20];

    /// <summary>Milliseconds from answer to next prompt, on average.</summary>
    private static readonly double[] Pauses = [0.3, 1, 3, 10, 50];

    /// <summary>The pause that the claim is about: a request on its way through HTTP and tokenizer.</summary>
    private const double ClaimedPause = 3;

    /// <summary>Mean TTFT in ms, by pause and window.</summary>
    public static Dictionary<double, (double Window, double Mean)[]> Measure(LapsBench bench, TextWriter? progress)
    {
        Dictionary<double, (double, double)[]> sweeps = [];
        var laps = ServingPolicies.Find("laps");
        var policies = Windows.Select(window => laps with
        {
            Name = FormattableString.Invariant($"window {window} ms"),
            Batching = new LengthAwareBatching { Graphs = GraphShapes.Paper, Window = WindowRule.Fixed, MaxWindowSeconds = window / 1e3 },
        }).ToArray();
        foreach (var pause in Pauses)
        {
            var runs = bench.Run(
                LapsModel.Find("14B"), [.. policies, laps, .. LapsPart.Policies("laps-deadline", "laps-patient", "laps-plus", "prefill-fcfs")],
                seed => LapsWorkloads.Clients(64, 60, pause / 1e3, seed));
            LapsPart.Write(progress, FormattableString.Invariant($"window, 14B, 64 clients with short prompts, {pause} ms between answer and next prompt on average"), runs);
            sweeps[pause] = [.. Windows.Select((window, i) => (window, LapsBench.Mean(runs[policies[i].Name], o => o.All.Mean)))];
        }
        return sweeps;
    }

    public static Claim Claim(Dictionary<double, (double Window, double Mean)[]> sweeps) => Studies.Claim.Reproduce(
        "window", "the best window for 64 clients with short prompts on 14B lies between 2 and 12 ms (paper: 6 to 8)", "window of the least mean TTFT", "ms", 7,
        sweeps[ClaimedPause].MinBy(point => point.Mean).Window, 5);

    public static LineChart Picture(Dictionary<double, (double Window, double Mean)[]> sweeps) => new(
        "Waiting window, 14B, 64 clients with short prompts", "window, ms", "mean TTFT, ms",
        [.. sweeps.Select(sweep => new LineSeries(FormattableString.Invariant($"{sweep.Key} ms between answer and next"), [.. sweep.Value.Select(point => new ChartPoint(point.Window, point.Mean))]))])
    {
        Steps = false,
    };
}
