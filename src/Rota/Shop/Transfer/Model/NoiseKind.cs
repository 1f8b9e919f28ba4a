namespace Rota.Shop.Transfer;

/// <summary>How process times stray from their nominal values.</summary>
public enum NoiseKind
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Uniform within a share of the nominal time.</summary>
    Uniform,

    /// <summary>Normal with a deviation in milliseconds, never below 0.</summary>
    Gaussian,
}
