using System.Globalization;
using Rota.Serving;
using Rota.Serving.Formats;
using Rota.Serving.Generators;
using Rota.Serving.Policies.PastFuture;

namespace Rota.Studies.Serving.PastFuture;

/// <summary>The artifact's simulator on the three distributions and on a shift between two of them: what is published, and what comes out here.</summary>
internal static class BehaviourTable
{
    /// <summary>Our risk of outgrowing memory at an admission, chosen on seeds 101 and 102: below past-future's worst steps and worst evictions at once.</summary>
    public const double Risk = 0.15;

    public static readonly (string Workload, string Scheduler, TokenOutcome Published)[] Published =
    [
        ("D1", "optimum", new(295_687, 94.6, 98.9, 0)),
        ("D1", "past-future", new(299_973, 93.3, 97.8, 8.4)),
        ("D1", "aggressive", new(284_070, 98.4, 103.5, 95.8)),
        ("D1", "conservative", new(486_437, 57.7, 60.9, 0)),
        ("D2", "optimum", new(650_713, 92.6, 98.3, 0)),
        ("D2", "past-future", new(658_303, 91.9, 97.4, 6.8)),
        ("D2", "aggressive", new(615_460, 97.8, 103.7, 97.0)),
        ("D2", "conservative", new(841_150, 71.6, 75.2, 0)),
        ("D3", "optimum", new(233_483, 96.7, 98.7, 0)),
        ("D3", "past-future", new(242_323, 94.5, 96.6, 3.1)),
        ("D3", "aggressive", new(229_587, 98.1, 100.2, 34.0)),
        ("D3", "conservative", new(378_537, 59.8, 61.7, 0)),
    ];

    /// <summary>Requests of a workload: D1, D2, D3, or "shift", a thousand each of D3, D1 and D3.</summary>
    public static ServingTrace Trace(string workload, ulong seed, int requests = 3000)
    {
        if (workload != "shift") return UniformRequests.Create(Options(workload) with { Requests = requests, Seed = seed });
        var third = requests / 3;
        return new("shift", [
            .. UniformRequests.Create(UniformRequests.PrefillHeavy with { Requests = third, Seed = seed }).Requests,
            .. UniformRequests.Create(UniformRequests.DecodeHeavy with { Requests = third, Seed = seed }).Requests,
            .. UniformRequests.Create(UniformRequests.PrefillHeavy with { Requests = third, Seed = seed + 1000 }).Requests]);
    }

    public static UniformRequestOptions Options(string workload) => workload switch
    {
        "D1" => UniformRequests.DecodeHeavy,
        "D2" => UniformRequests.Balanced,
        _ => UniformRequests.PrefillHeavy,
    };

    public static TokenScheduler Scheduler(string name, ulong seed, double risk = Risk) => name switch
    {
        "optimum" => new TokenOptimum(),
        "conservative" => new TokenConservative(),
        "aggressive" => new TokenAggressive(0.99),
        "past-future" => new TokenPastFuture(seed),
        "past-future w200" => new TokenPastFuture(seed, 200),
        "past-future w40" => new TokenPastFuture(seed, 40),
        "ours" => new TokenQuantile(seed, risk),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such scheduler"),
    };

    public static TokenOutcome Measure(string workload, string scheduler, ulong seed, int requests = 3000) =>
        new TokenSimulator(TokenSimulator.Of(Trace(workload, seed, requests)), Scheduler(scheduler, seed)).Run();

    /// <summary>Evictions per hundred requests among the 300 that finish behind each of the two switches of the shift.</summary>
    public static (double First, double Second) Shift(string scheduler, ulong seed)
    {
        var at = EvictionsAtFinish(Trace("shift", seed), scheduler, seed);
        return (Behind(at, 1000), Behind(at, 2000));
    }

    /// <summary>The same where Azure's traces change from code to conversations, a thousand requests each; null when they are absent.</summary>
    public static double? AzureShift(string scheduler, ulong seed)
    {
        if (StudyData.Find("serving/azure2023_code.csv.gz") is not { } code || StudyData.Find("serving/azure2023_conv.csv.gz") is not { } talk) return null;
        var trace = new ServingTrace("azure", [.. ServingTraces.Read(code).Take(1000).Requests, .. ServingTraces.Read(talk).Take(1000).Requests]);
        return Behind(EvictionsAtFinish(trace, scheduler, seed), 1000);
    }

    /// <summary>Ours at a risk; with the distribution of lengths known from the start, or learnt as ever.</summary>
    public static TokenOutcome Measure(string workload, double risk, bool known, ulong seed, int requests = 3000)
    {
        LengthSurvival? lengths = null;
        if (known)
        {
            lengths = new(new() { Window = 3000, HalfLife = 1e9, Recent = 0, Cap = TokenScheduler.Cap });
            foreach (var request in Trace(workload, seed + 5000).Requests) lengths.Add(request.Output);
            lengths.Estimate([]);
        }
        return new TokenSimulator(TokenSimulator.Of(Trace(workload, seed, requests)), new TokenQuantile(seed, risk, lengths)).Run();
    }

    public static string Row(string workload, string scheduler, in TokenOutcome ours, TokenOutcome? published) => string.Create(
        CultureInfo.InvariantCulture,
        $"{workload,-6} {scheduler,-17} steps {ours.Steps,8:0} {Beside(published?.Steps, "0")}  memory {ours.MemoryPercent,5:0.0} {Beside(published?.MemoryPercent, "0.0")}  true peak {ours.TruePeakPercent,5:0.0} {Beside(published?.TruePeakPercent, "0.0")}  evictions {ours.EvictionPercent,5:0.0} {Beside(published?.EvictionPercent, "0.0")}");

    private static List<long> EvictionsAtFinish(ServingTrace trace, string scheduler, ulong seed)
    {
        var simulator = new TokenSimulator(TokenSimulator.Of(trace), Scheduler(scheduler, seed));
        simulator.Run();
        return simulator.EvictionsAtFinish;
    }

    private static double Behind(List<long> evictions, int finished) => (evictions[Math.Min(evictions.Count, finished + 300) - 1] - evictions[finished - 1]) / 3.0;

    private static string Beside(double? value, string format) => value is { } number ? $"({number.ToString(format, CultureInfo.InvariantCulture)})" : "";
}
