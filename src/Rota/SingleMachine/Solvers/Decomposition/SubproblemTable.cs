using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rota.SingleMachine.Solvers.Decomposition;

/// <summary>
/// What is known of subproblems: value and best position by key, in one open-addressing table of 16 bytes an entry. At its largest size it makes room by
/// dropping what was not asked for since the last time and halving the other counts (least used first out, as Branch and Memorize does).
/// The memory is native and goes back at once, when the table grows and when it is disposed of: the collector would let tables of earlier problems pile up.
/// </summary>
internal sealed unsafe class SubproblemTable : IDisposable
{
    private const int PositionBits = 12;
    private const int HitBits = 8;
    private const ulong MostHits = (1UL << HitBits) - 1;

    private readonly int mostSlots;
    private Entry* entries;
    private int slots;
    private int shift;
    private int count;

    /// <param name="mostBytes">Most bytes the table may take, its own growing included; at least 64 KiB are taken.</param>
    public SubproblemTable(long mostBytes)
    {
        // While it grows, the old half lies beside the new table.
        var most = 1L << 11;
        while (most < 1 << 30 && most * 2 * 16 * 3 / 2 <= mostBytes) most *= 2;
        mostSlots = (int)most;
        entries = Allocate(slots = 1 << 10);
        shift = 64 - 10;
    }

    /// <summary>Gives the memory back, should nobody have disposed.</summary>
    ~SubproblemTable() => NativeMemory.Free(entries);

    /// <summary>Entries held.</summary>
    public int Count => count;

    /// <summary>Times that room had to be made.</summary>
    public int Evictions { get; private set; }

    /// <summary>Looks a subproblem up and counts the hit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(ulong key, out long value)
    {
        ref var entry = ref Slot(key);
        if (entry.Key != key)
        {
            value = 0;
            return false;
        }
        if ((entry.Content & MostHits) < MostHits) entry.Content++;
        value = (long)(entry.Content >> (PositionBits + HitBits));
        return true;
    }

    /// <summary>The best position of a subproblem; -1 when it is not known.</summary>
    public int Position(ulong key)
    {
        ref var entry = ref Slot(key);
        return entry.Key == key ? (int)(entry.Content >> HitBits) & ((1 << PositionBits) - 1) : -1;
    }

    /// <summary>Adds a subproblem that is not in the table.</summary>
    public void Add(ulong key, long value, int position)
    {
        if (count >= slots / 4 * 3) MakeRoom();
        ref var entry = ref Slot(key);
        entry.Key = key;
        entry.Content = ((ulong)value << (PositionBits + HitBits)) | ((ulong)position << HitBits);
        count++;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(entries);
        entries = null;
        (slots, count) = (0, 0);
        GC.SuppressFinalize(this);
    }

    private static Entry* Allocate(int slots) => (Entry*)NativeMemory.AllocZeroed((nuint)slots, (nuint)sizeof(Entry));

    private void MakeRoom()
    {
        var old = entries;
        var length = slots;
        if (length < mostSlots)
        {
            entries = Allocate(slots = length * 2);
            shift--;
            for (var entry = old; entry < old + length; entry++)
                if (entry->Key != 0) Slot(entry->Key) = *entry;
            NativeMemory.Free(old);
            return;
        }
        Evictions++;
        // Entries leave their places, so all are put down anew; dropped ones by themselves would cut chains.
        // All were asked for: half must go all the same, or the next entry would be back here.
        var kept = new List<Entry>();
        for (var entry = old; entry < old + length && kept.Count < length / 2; entry++)
            if (entry->Key != 0 && (entry->Content & MostHits) != 0)
                kept.Add(*entry with { Content = (entry->Content & ~MostHits) | ((entry->Content & MostHits) >> 1) });
        new Span<Entry>(old, length).Clear();
        foreach (var entry in kept) Slot(entry.Key) = entry;
        count = kept.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Entry Slot(ulong key)
    {
        var table = entries;
        var mask = slots - 1;
        var at = (int)((key * 0x9E3779B97F4A7C15UL) >> shift);
        while (true)
        {
            ref var entry = ref table[at];
            if (entry.Key == key || entry.Key == 0) return ref entry;
            at = (at + 1) & mask;
        }
    }

    private struct Entry
    {
        public ulong Key;
        public ulong Content;
    }
}
