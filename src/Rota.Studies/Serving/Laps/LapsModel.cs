using Rota.Serving.Latency;

namespace Rota.Studies.Serving.Laps;

/// <summary>A model of the LAPS evaluation on one H200: the law of laps section 6.</summary>
/// <param name="Name">"7B", "14B", "32B".</param>
/// <param name="Latency">How long its steps last.</param>
/// <param name="Rates">Requests a second at which the ablation is run.</param>
internal sealed record LapsModel(string Name, ILatencyModel Latency, params double[] Rates)
{
    /// <summary>Launches of 9 ms for 28 layers and 20 ms for 64 are the specification's; the 15 ms of the 48 layers between them are on the line through both.</summary>
    public static LapsModel[] All { get; } =
    [
        new("7B", Law("qwen2.5-7b", 7.0e9, 9_000), 40, 80),
        new("14B", Law("qwen2.5-14b", 13.1e9, 15_000), 26, 44),
        new("32B", Law("qwen2.5-32b", 31.2e9, 20_000), 18, 26),
    ];

    public static LapsModel Find(string name) => All.Single(model => model.Name == name);

    private static AnalyticLatency Law(string model, double parameters, double launch) => LatencyPresets.Laps(ModelShapes.Find(model), parameters, launch);
}
