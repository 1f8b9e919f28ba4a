namespace Rota.Rendering;

/// <summary>A point of a curve. Points that are not finite are left out.</summary>
public readonly record struct ChartPoint(double X, double Y);
