using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rota.SingleMachine.Solvers.Decomposition;

/// <summary>Sums and extremes over slices, eight entries at a time: half of the time of a search goes here.</summary>
internal static class SliceSums
{
    /// <summary>Number and sum of what is positive of <paramref name="values"/> + <paramref name="shift"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (int Count, long Sum) Positive(ReadOnlySpan<int> values, int shift)
    {
        var (count, sum, at) = (0, 0L, 0);
        if (values.Length >= 8)
        {
            ref var first = ref MemoryMarshal.GetReference(values);
            var shifts = Vector256.Create(shift);
            var sums = Vector256<long>.Zero;
            var counts = Vector256<int>.Zero;
            for (; at <= values.Length - 8; at += 8)
            {
                var late = Vector256.LoadUnsafe(ref first, (nuint)at) + shifts;
                var positive = Vector256.GreaterThan(late, Vector256<int>.Zero);
                counts -= positive;
                late &= positive;
                var (low, high) = Vector256.Widen(late);
                sums += low + high;
            }
            (count, sum) = (Vector256.Sum(counts), Vector256.Sum(sums));
        }
        for (; at < values.Length; at++)
        {
            var late = values[at] + shift;
            if (late <= 0) continue;
            count++;
            sum += late;
        }
        return (count, sum);
    }

    /// <summary>Largest value; the span is not empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Largest(ReadOnlySpan<int> values)
    {
        var (largest, at) = (int.MinValue, 0);
        if (values.Length >= 8)
        {
            ref var first = ref MemoryMarshal.GetReference(values);
            var most = Vector256.LoadUnsafe(ref first);
            for (at = 8; at <= values.Length - 8; at += 8) most = Vector256.Max(most, Vector256.LoadUnsafe(ref first, (nuint)at));
            for (var lane = 0; lane < 8; lane++) largest = Math.Max(largest, most[lane]);
        }
        for (; at < values.Length; at++) largest = Math.Max(largest, values[at]);
        return largest;
    }

    /// <summary>Largest value; the span is not empty.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Largest(ReadOnlySpan<ushort> values)
    {
        var (largest, at) = (0, 0);
        if (values.Length >= 16)
        {
            ref var first = ref MemoryMarshal.GetReference(values);
            var most = Vector256.LoadUnsafe(ref first);
            for (at = 16; at <= values.Length - 16; at += 16) most = Vector256.Max(most, Vector256.LoadUnsafe(ref first, (nuint)at));
            for (var lane = 0; lane < 16; lane++) largest = Math.Max(largest, most[lane]);
        }
        for (; at < values.Length; at++) largest = Math.Max(largest, values[at]);
        return largest;
    }
}
