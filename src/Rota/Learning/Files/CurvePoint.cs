namespace Rota.Learning.Files;

/// <summary>A point of a learning curve.</summary>
/// <param name="Decisions">Decisions trained on by then.</param>
/// <param name="Cost">Mean cost of a greedy evaluation on held-out cases.</param>
public readonly record struct CurvePoint(long Decisions, double Cost);
