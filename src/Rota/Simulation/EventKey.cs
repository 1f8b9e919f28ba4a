namespace Rota.Simulation;

/// <summary>
/// The place of an event in the order of a simulation: by time, at the same time by kind, for the same kind by sequence (first scheduled, first
/// out). Packed into one 128-bit number, so that comparing two places is one comparison.
/// </summary>
/// <param name="Packed">Time in the upper 64 bits, kind in the next 16, sequence in the last 48.</param>
public readonly record struct EventKey(UInt128 Packed) : IComparable<EventKey>
{
    /// <summary>The largest kind; the smallest is 0.</summary>
    public const int MaxKind = 0xFFFF;

    private const int SequenceBits = 48;

    // Flipping the sign bit makes the order of unsigned numbers that of signed times.
    private const ulong SignBit = 1UL << 63;

    /// <summary>Packs a place.</summary>
    /// <param name="time">In ticks, of any sign.</param>
    /// <param name="kind">In [0, <see cref="MaxKind"/>].</param>
    /// <param name="sequence">In [0, 2^48): enough for 160 days at 20 million events a second.</param>
    /// <exception cref="ArgumentOutOfRangeException">A kind or sequence out of range.</exception>
    public EventKey(long time, int kind, long sequence)
        : this(new UInt128((ulong)time ^ SignBit, ((ulong)Checked(kind) << SequenceBits) | Checked(sequence)))
    {
    }

    /// <summary>When, in ticks.</summary>
    public long Time => (long)((ulong)(Packed >> 64) ^ SignBit);

    /// <summary>The rank among events of the same time: the lowest first.</summary>
    public int Kind => (int)((ulong)Packed >> SequenceBits);

    /// <summary>The rank among events of the same time and kind: the lowest first.</summary>
    public long Sequence => (long)((ulong)Packed & ((1UL << SequenceBits) - 1));

    /// <summary>True when <paramref name="left"/> comes first.</summary>
    public static bool operator <(EventKey left, EventKey right) => left.Packed < right.Packed;

    /// <summary>True when <paramref name="right"/> comes first.</summary>
    public static bool operator >(EventKey left, EventKey right) => left.Packed > right.Packed;

    /// <summary>True unless <paramref name="right"/> comes first.</summary>
    public static bool operator <=(EventKey left, EventKey right) => left.Packed <= right.Packed;

    /// <summary>True unless <paramref name="left"/> comes first.</summary>
    public static bool operator >=(EventKey left, EventKey right) => left.Packed >= right.Packed;

    /// <inheritdoc/>
    public int CompareTo(EventKey other) => Packed.CompareTo(other.Packed);

    private static int Checked(int kind) =>
        (uint)kind <= MaxKind ? kind : throw new ArgumentOutOfRangeException(nameof(kind), kind, $"a kind lies in [0, {MaxKind}]");

    private static ulong Checked(long sequence) =>
        (ulong)sequence < 1UL << SequenceBits
            ? (ulong)sequence
            : throw new ArgumentOutOfRangeException(nameof(sequence), sequence, "a sequence lies in [0, 2^48)");
}
