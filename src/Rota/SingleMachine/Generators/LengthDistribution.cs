namespace Rota.SingleMachine.Generators;

/// <summary>How processing times are drawn.</summary>
public enum LengthDistribution
{
    /// <summary>Uniform over a range, both ends included.</summary>
    Uniform,

    /// <summary>Normal, rounded, drawn anew while below 1 (the published set that keeps those holds processing times of 0 and below).</summary>
    Normal,
}
