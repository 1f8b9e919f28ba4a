using System.Collections.Immutable;

namespace Rota.Serving.Latency;

/// <summary>
/// Measured times on a grid of up to four numbers, with straight lines between the points of every axis and the last slope beyond them. Points that were
/// not measured take the value of the nearest measured one below or above on the axis that is looked along.
/// </summary>
internal sealed class ProfileGrid
{
    private readonly double[][] axes;
    private readonly double[] values;
    private readonly int[] strides;

    /// <summary>A grid of the points' own coordinates.</summary>
    /// <param name="points">Coordinates and time.</param>
    /// <param name="fillOrder">Axes along which holes are closed, first one first.</param>
    public ProfileGrid(IReadOnlyCollection<(ImmutableArray<int> At, double Time)> points, ReadOnlySpan<int> fillOrder)
    {
        var rank = points.First().At.Length;
        axes = new double[rank][];
        strides = new int[rank];
        var size = 1;
        for (var axis = 0; axis < rank; axis++)
        {
            axes[axis] = [.. points.Select(p => (double)p.At[axis]).Distinct().Order()];
            strides[axis] = size;
            size *= axes[axis].Length;
        }
        values = new double[size];
        Array.Fill(values, double.NaN);
        foreach (var (at, time) in points)
        {
            var index = 0;
            for (var axis = 0; axis < rank; axis++) index += strides[axis] * Array.BinarySearch(axes[axis], at[axis]);
            values[index] = time;
        }
        foreach (var axis in fillOrder) Fill(axis);
    }

    /// <summary>True when every place has a value.</summary>
    public bool IsComplete => !Array.Exists(values, double.IsNaN);

    /// <summary>The largest coordinate of an axis.</summary>
    public double Last(int axis) => axes[axis][^1];

    /// <summary>The time at a place.</summary>
    public double Of(double a, double b, double c = 0, double d = 0)
    {
        Span<int> low = stackalloc int[4];
        Span<double> share = stackalloc double[4];
        Place(0, a, low, share);
        Place(1, b, low, share);
        if (axes.Length > 2) Place(2, c, low, share);
        if (axes.Length > 3) Place(3, d, low, share);
        var sum = 0.0;
        for (var corner = 0; corner < 1 << axes.Length; corner++)
        {
            var (weight, index) = (1.0, 0);
            for (var axis = 0; axis < axes.Length; axis++)
            {
                var upper = (corner >> axis) & 1;
                weight *= upper == 1 ? share[axis] : 1 - share[axis];
                if (weight == 0) break;
                index += strides[axis] * (low[axis] + upper);
            }
            if (weight != 0) sum += weight * values[index];
        }
        return sum;
    }

    private void Place(int axis, double x, Span<int> low, Span<double> share)
    {
        var at = axes[axis];
        if (at.Length == 1 || x <= at[0])
        {
            (low[axis], share[axis]) = (0, 0);
            return;
        }
        var i = 1;
        while (i < at.Length - 1 && at[i] < x) i++;
        (low[axis], share[axis]) = (i - 1, (x - at[i - 1]) / (at[i] - at[i - 1]));
    }

    private void Fill(int axis)
    {
        var length = axes[axis].Length;
        var measured = (double[])values.Clone();
        for (var index = 0; index < values.Length; index++)
        {
            if (!double.IsNaN(measured[index])) continue;
            var here = index / strides[axis] % length;
            for (var away = 1; away < length && double.IsNaN(values[index]); away++)
            {
                if (here >= away) values[index] = measured[index - (away * strides[axis])];
                if (double.IsNaN(values[index]) && here + away < length) values[index] = measured[index + (away * strides[axis])];
            }
        }
    }
}
