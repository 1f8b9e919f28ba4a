namespace Rota.Shop.Transfer;

/// <summary>Noise of process times.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Size">Share of the nominal time (uniform) or milliseconds (gaussian).</param>
public readonly record struct ProcessNoise(NoiseKind Kind, double Size);
