namespace Rota.Serving.Engine;

/// <summary>A figure that a policy kept of itself: a count, or a point of a curve.</summary>
/// <param name="Name">What it is, with its unit: "window-ms".</param>
/// <param name="Instance">Where; -1 for the router.</param>
/// <param name="At">Time in seconds for a curve, the class of a histogram; 0 for a plain count.</param>
/// <param name="Value">The figure.</param>
public readonly record struct PolicyMeasure(string Name, int Instance, double At, double Value);
