namespace Rota.Statistics;

/// <summary>What stands between two values of a sample of n, sorted as x[0] .. x[n-1].</summary>
public enum QuantileDefinition
{
    /// <summary>A line between neighbours: position q (n - 1), counted from 0. Type 7 of Hyndman and Fan (1996); what R, NumPy and spreadsheets print.</summary>
    Interpolated,

    /// <summary>Always a value that was seen: the smallest with at least q n values at or below it. Type 1 of Hyndman and Fan (1996).</summary>
    NearestRank,
}
