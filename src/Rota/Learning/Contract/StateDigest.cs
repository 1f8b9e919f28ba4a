using System.Runtime.InteropServices;

namespace Rota.Learning;

/// <summary>Mixes the parts of a state into one number, for <see cref="IEnvironment.Digest"/>.</summary>
public readonly record struct StateDigest(ulong Value)
{
    /// <summary>With a whole number.</summary>
    public StateDigest Add(long part) => Add((ulong)part);

    /// <summary>With 64 bits.</summary>
    public StateDigest Add(ulong part)
    {
        var z = (Value ^ part) + 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return new(z ^ (z >> 31));
    }

    /// <summary>With a number, bit by bit.</summary>
    public StateDigest Add(double part) => Add(BitConverter.DoubleToUInt64Bits(part));

    /// <summary>With an array, its length included.</summary>
    public StateDigest AddAll<T>(ReadOnlySpan<T> parts)
        where T : unmanaged
    {
        var digest = Add((ulong)parts.Length);
        foreach (var part in MemoryMarshal.AsBytes(parts)) digest = digest.Add((ulong)part);
        return digest;
    }
}
