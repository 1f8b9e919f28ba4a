namespace Rota.Shop.Transfer.Generators;

/// <summary>The six lines of the specification: pick, place and every way 5 s, arm change 2 s, always a plate at the input.</summary>
public static class ReferenceLines
{
    private static readonly (long[] Seconds, int[] Parallel)[] Rows =
    [
        ([60, 60, 60], [1, 1, 1]),
        ([40, 90, 50], [1, 1, 1]),
        ([20, 20, 20], [1, 1, 1]),
        ([40, 120, 60], [1, 2, 1]),
        ([100, 180, 120, 90], [2, 3, 2, 2]),
        ([30, 60, 90, 60, 30], [1, 2, 3, 2, 1]),
    ];

    /// <summary>Number of lines.</summary>
    public static int Count => Rows.Length;

    /// <summary>A line of the table.</summary>
    /// <param name="row">From 0.</param>
    /// <param name="arms">1 or 2.</param>
    /// <param name="noise">Share by which process times stray, 0 for none.</param>
    public static TransferLine Create(int row, int arms = 1, double noise = 0)
    {
        var (seconds, parallel) = Rows[row];
        return SeriesLine.Create(
            $"row-{row + 1}{(arms == 2 ? "-dual" : "")}{(noise > 0 ? "-noise" : "")}", [.. seconds.Select(s => s * 1000)], [.. parallel], 5000, 5000, 2000, arms, noise);
    }
}
