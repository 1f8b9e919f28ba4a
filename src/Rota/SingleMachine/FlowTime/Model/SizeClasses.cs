using System.Numerics;

namespace Rota.SingleMachine.FlowTime;

/// <summary>
/// Classes of lengths on a geometric grid: class k holds the lengths from b^k up to below b^(k+1), counted in ticks. For base 2 by bit length, for others by a table of
/// thresholds; never by a floating logarithm, which misplaces powers.
/// </summary>
public sealed class SizeClasses
{
    private readonly long[] thresholds;

    /// <summary>A grid.</summary>
    /// <param name="base">Its base, 1.01 to 1e6. Default 2.</param>
    /// <exception cref="RotaException">A base out of range.</exception>
    public SizeClasses(double @base = 2)
    {
        if (!(@base is >= 1.01 and <= 1e6)) throw new RotaException($"base {@base} of the size classes, expected 1.01 to 1000000");
        Base = @base;
        var found = new List<long>();
        for (var power = (decimal)@base; power < FlowProblem.Horizon; power *= (decimal)@base) found.Add((long)decimal.Ceiling(power));
        thresholds = [.. found];
    }

    /// <summary>The grid's base.</summary>
    public double Base { get; }

    /// <summary>The class of a length of at least 1 tick.</summary>
    public int Of(long size)
    {
        if (Base == 2) return BitOperations.Log2((ulong)size);
        var at = Array.BinarySearch(thresholds, size);
        if (at < 0) return ~at;
        // Small bases on small integers give the same threshold twice; a length belongs to the last class that it reaches.
        while (at + 1 < thresholds.Length && thresholds[at + 1] == size) at++;
        return at + 1;
    }
}
