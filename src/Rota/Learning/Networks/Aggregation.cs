namespace Rota.Learning.Networks;

/// <summary>How messages that arrive at one row are joined.</summary>
public enum Aggregation
{
    /// <summary>Added.</summary>
    Sum,

    /// <summary>Averaged; no message gives 0.</summary>
    Mean,

    /// <summary>The largest of each number; no message gives 0.</summary>
    Max,
}
