namespace Rota.Serving.Kv;

/// <summary>From a block's identity to the block: open addressing, linear probing, removal by shifting back. No allocation but to grow.</summary>
internal sealed class IdentityIndex
{
    private const int Empty = -1;
    private long[] names;
    private int[] blocks;
    private int mask;

    public IdentityIndex(int expected)
    {
        var size = 16;
        while (size < expected * 2) size *= 2;
        (names, blocks, mask) = (new long[size], new int[size], size - 1);
        Array.Fill(blocks, Empty);
    }

    /// <summary>How many names it knows.</summary>
    public int Count { get; private set; }

    /// <summary>The block; -1 when the name is unknown.</summary>
    public int Find(long name)
    {
        for (var slot = Slot(name); ; slot = (slot + 1) & mask)
        {
            if (blocks[slot] == Empty) return -1;
            if (names[slot] == name) return blocks[slot];
        }
    }

    /// <summary>Adds a name; false when it is known already.</summary>
    public bool TryAdd(long name, int block)
    {
        if (Count * 2 > mask) Grow();
        var slot = Slot(name);
        while (blocks[slot] != Empty)
        {
            if (names[slot] == name) return false;
            slot = (slot + 1) & mask;
        }
        (names[slot], blocks[slot]) = (name, block);
        Count++;
        return true;
    }

    /// <summary>Removes a name that is there.</summary>
    public void Remove(long name)
    {
        var slot = Slot(name);
        while (names[slot] != name || blocks[slot] == Empty)
        {
            if (blocks[slot] == Empty) return;
            slot = (slot + 1) & mask;
        }
        Count--;
        var hole = slot;
        for (slot = (slot + 1) & mask; blocks[slot] != Empty; slot = (slot + 1) & mask)
        {
            // An entry may move back into the hole unless its own place lies behind the hole.
            if (((slot - Slot(names[slot])) & mask) < ((slot - hole) & mask)) continue;
            (names[hole], blocks[hole]) = (names[slot], blocks[slot]);
            hole = slot;
        }
        blocks[hole] = Empty;
    }

    private int Slot(long name) => (int)(((ulong)name * 0x9E3779B97F4A7C15UL) >> 33) & mask;

    private void Grow()
    {
        var (oldNames, oldBlocks) = (names, blocks);
        (names, blocks, mask) = (new long[oldNames.Length * 2], new int[oldNames.Length * 2], (oldNames.Length * 2) - 1);
        Array.Fill(blocks, Empty);
        Count = 0;
        for (var i = 0; i < oldNames.Length; i++)
            if (oldBlocks[i] != Empty) TryAdd(oldNames[i], oldBlocks[i]);
    }
}
