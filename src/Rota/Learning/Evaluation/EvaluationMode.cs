using System.Globalization;

namespace Rota.Learning;

/// <summary>How a policy is played when it is measured.</summary>
/// <param name="Samples">Episodes of each seed, of which the cheapest counts; at least 1. Never compare many of one policy with one of another.</param>
/// <param name="LowTemperature">Temperature of the first sample, at least 0.</param>
/// <param name="HighTemperature">Towards it the temperature climbs in equal steps: sample e plays at Low + e (High - Low) / Samples.</param>
public readonly record struct EvaluationMode(int Samples, double LowTemperature, double HighTemperature)
{
    /// <summary>One episode of each seed, each choice the policy's best.</summary>
    public static EvaluationMode Greedy { get; } = new(1, 0, 0);

    /// <summary>The cheapest of k samples.</summary>
    public static EvaluationMode BestOf(int k, double temperature = 1) => new(k, temperature, temperature);

    /// <summary>The cheapest of k samples at rising temperatures, from the first up to but without the second.</summary>
    public static EvaluationMode Ladder(int k, double low = 0.5, double high = 2) => new(k, low, high);

    /// <summary>The temperature of a sample.</summary>
    public double Temperature(int sample) => LowTemperature + (sample * (HighTemperature - LowTemperature) / Samples);

    /// <summary>For tables: greedy, best of 32 at 1, best of 32 at 0.5..2.</summary>
    public override string ToString() =>
        Samples == 1 && LowTemperature == 0 ? "greedy"
        : LowTemperature == HighTemperature ? string.Create(CultureInfo.InvariantCulture, $"best of {Samples} at {LowTemperature}")
        : string.Create(CultureInfo.InvariantCulture, $"best of {Samples} at {LowTemperature}..{HighTemperature}");
}
