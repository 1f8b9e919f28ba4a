namespace Rota.Serving.Engine;

/// <summary>A place in an order: compared part by part, the smallest first; equal keys go by the request's number.</summary>
/// <param name="First">Compared first.</param>
/// <param name="Second">Compared when the first parts are equal.</param>
/// <param name="Third">Compared last.</param>
public readonly record struct OrderKey(long First, long Second = 0, long Third = 0) : IComparable<OrderKey>
{
    /// <inheritdoc/>
    public int CompareTo(OrderKey other) =>
        First != other.First ? First.CompareTo(other.First) : Second != other.Second ? Second.CompareTo(other.Second) : Third.CompareTo(other.Third);

    /// <summary>True when <paramref name="left"/> comes first.</summary>
    public static bool operator <(OrderKey left, OrderKey right) => left.CompareTo(right) < 0;

    /// <summary>True when <paramref name="right"/> comes first.</summary>
    public static bool operator >(OrderKey left, OrderKey right) => left.CompareTo(right) > 0;

    /// <summary>True unless <paramref name="right"/> comes first.</summary>
    public static bool operator <=(OrderKey left, OrderKey right) => left.CompareTo(right) <= 0;

    /// <summary>True unless <paramref name="left"/> comes first.</summary>
    public static bool operator >=(OrderKey left, OrderKey right) => left.CompareTo(right) >= 0;

    /// <summary>A real number as a key part with the same order; not NaN.</summary>
    public static long Of(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(value + 0.0);
        return bits >= 0 ? bits : bits ^ long.MaxValue;
    }
}
