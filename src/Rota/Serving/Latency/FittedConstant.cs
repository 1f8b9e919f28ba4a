namespace Rota.Serving.Latency;

/// <summary>A constant that a fit looked for.</summary>
/// <param name="Name">As in a hardware file: "GemmBwTBs".</param>
/// <param name="Value">What it is now.</param>
/// <param name="RelativeError">One standard error over the value; NaN when the constant was not fitted.</param>
/// <param name="Identified">The data say it; else the value is that of the GPU the fit began with.</param>
public readonly record struct FittedConstant(string Name, double Value, double RelativeError, bool Identified);
