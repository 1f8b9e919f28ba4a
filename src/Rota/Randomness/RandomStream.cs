using System.Numerics;
using System.Runtime.CompilerServices;

namespace Rota.Randomness;

/// <summary>
/// A seeded, splittable stream of random numbers (xoshiro256**, Blackman and Vigna 2018; seeded by SplitMix64). Same seed and name, same
/// numbers, on every platform. Not thread-safe: split one stream a thread.
/// </summary>
public sealed class RandomStream
{
    private readonly ulong origin;
    private ulong s0, s1, s2, s3;

    /// <summary>A stream from a seed; every seed, 0 included, is good.</summary>
    public RandomStream(ulong seed)
    {
        origin = seed;
        var x = seed;
        s0 = SplitMix(ref x);
        s1 = SplitMix(ref x);
        s2 = SplitMix(ref x);
        s3 = SplitMix(ref x);
    }

    /// <summary>A stream in a given state, as the published reference of the generator states it.</summary>
    internal RandomStream(ulong s0, ulong s1, ulong s2, ulong s3) => (this.s0, this.s1, this.s2, this.s3) = (s0, s1, s2, s3);

    /// <summary>An independent stream, named: does not depend on how much of this one was used.</summary>
    public RandomStream Split(string name)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in name) hash = (hash ^ c) * 1099511628211UL;
        return new RandomStream(Mix(origin ^ Mix(hash)));
    }

    /// <summary>An independent stream, numbered.</summary>
    public RandomStream Split(int index) => new(Mix(origin + (0x9E3779B97F4A7C15UL * ((ulong)index + 1))));

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, n) without bias (Lemire's method).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="n"/> below 1.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Next(int n)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        return (int)Below((uint)n);
    }

    /// <summary>Uniform in [low, high], both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="high"/> below <paramref name="low"/>.</exception>
    public int Next(int low, int high)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        var values = (uint)high - (uint)low + 1;
        // All 2^32 integers: their number does not fit, and every 32 bits are one of them.
        return low + (int)(values == 0 ? (uint)NextBits() : Below(values));
    }

    /// <summary>Uniform in [0, 1) with 53 bits.</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Exponential with the given mean.</summary>
    public double NextExponential(double mean) => -mean * Math.Log(1.0 - NextDouble());

    /// <summary>Puts the span in random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Below(uint n)
    {
        var product = (ulong)(uint)NextBits() * n;
        var low = (uint)product;
        if (low < n)
        {
            var threshold = (uint)-n % n;
            while (low < threshold)
            {
                product = (ulong)(uint)NextBits() * n;
                low = (uint)product;
            }
        }
        return (uint)(product >> 32);
    }

    private static ulong SplitMix(ref ulong x) => Mix(x += 0x9E3779B97F4A7C15UL);

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
