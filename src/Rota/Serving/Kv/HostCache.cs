namespace Rota.Serving.Kv;

/// <summary>Names of blocks whose content lies in host memory, in order of use; when it is full the one used longest ago is forgotten.</summary>
internal sealed class HostCache(int capacity)
{
    private const int None = -1;
    private readonly IdentityIndex index = new(16);
    private readonly long[] names = new long[capacity];
    private readonly int[] next = new int[capacity];
    private readonly int[] previous = new int[capacity];
    private int oldest = None;
    private int newest = None;

    /// <summary>Blocks it holds.</summary>
    public int Count { get; private set; }

    /// <summary>How many blocks were forgotten so far: what a memo of hits is measured against.</summary>
    public long Forgotten { get; private set; }

    /// <summary>True when it holds this content.</summary>
    public bool Has(long name) => index.Find(name) >= 0;

    /// <summary>Takes content in, or marks it as used.</summary>
    public void Put(long name)
    {
        var slot = index.Find(name);
        if (slot >= 0) Unlink(slot);
        else
        {
            slot = Count < capacity ? Count++ : Forget();
            names[slot] = name;
            index.TryAdd(name, slot);
        }
        (previous[slot], next[slot]) = (newest, None);
        if (newest == None) oldest = slot;
        else next[newest] = slot;
        newest = slot;
    }

    private int Forget()
    {
        var slot = oldest;
        Unlink(slot);
        index.Remove(names[slot]);
        Forgotten++;
        return slot;
    }

    private void Unlink(int slot)
    {
        if (previous[slot] == None) oldest = next[slot];
        else next[previous[slot]] = next[slot];
        if (next[slot] == None) newest = previous[slot];
        else previous[next[slot]] = previous[slot];
    }
}
