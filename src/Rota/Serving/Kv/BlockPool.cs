namespace Rota.Serving.Kv;

/// <summary>
/// The KV cache of one instance: blocks with reference counts, a free queue in order of release, and an index of the blocks whose content is known
/// (the prefix cache). A block is used (referenced), cached free (unreferenced, its content still found) or empty free. Taking a block takes the one
/// that was released longest ago and forgets its content. After vLLM V1's block pool.
/// </summary>
internal sealed class BlockPool
{
    private const int None = -1;
    private readonly int[] references;
    private readonly long[] identity;
    private readonly int[] position;
    private readonly int[] next;
    private readonly int[] previous;
    private readonly IdentityIndex index;
    private readonly List<(long Identity, int Position)> forgotten = [];
    private int head, tail;
    private long forgottenBefore;

    public BlockPool(int blocks, int blockSize)
    {
        if (blocks < 1) throw new ArgumentOutOfRangeException(nameof(blocks), blocks, "a pool has at least one block");
        (Total, BlockSize, Free) = (blocks, blockSize, blocks);
        references = new int[blocks];
        identity = new long[blocks];
        position = new int[blocks];
        next = new int[blocks];
        previous = new int[blocks];
        index = new IdentityIndex(Math.Min(blocks, 1 << 12));
        Array.Fill(identity, -1);
        for (var block = 0; block < blocks; block++) (previous[block], next[block]) = (block - 1, block + 1);
        next[blocks - 1] = None;
        (head, tail) = (0, blocks - 1);
    }

    /// <summary>Where content goes that is forgotten here; null for nowhere.</summary>
    public HostCache? Host { get; init; }

    /// <summary>Blocks in all.</summary>
    public int Total { get; }

    /// <summary>Tokens a block.</summary>
    public int BlockSize { get; }

    /// <summary>Blocks nobody refers to, cached or empty.</summary>
    public int Free { get; private set; }

    /// <summary>How often content was forgotten so far: what a memo of hits is measured against.</summary>
    public long Forgotten => forgottenBefore + forgotten.Count;

    /// <summary>True when the block is referred to by nobody.</summary>
    public bool IsFree(int block) => references[block] == 0;

    /// <summary>Number of references to a block.</summary>
    public int References(int block) => references[block];

    /// <summary>Takes the block that was released longest ago; its content is forgotten. The caller knows that one is free.</summary>
    public int Take()
    {
        var block = head;
        if (block == None) throw new InvalidOperationException("no block is free");
        Unlink(block);
        Forget(block);
        references[block] = 1;
        return block;
    }

    /// <summary>Adds a reference to a block found in the index.</summary>
    public void Touch(int block)
    {
        if (references[block]++ == 0) Unlink(block);
    }

    /// <summary>Drops a reference; the last one puts the block at the end of the free queue, content kept.</summary>
    public void Release(int block)
    {
        if (--references[block] > 0) return;
        if (references[block] < 0) throw new InvalidOperationException($"block {block} is released more often than taken");
        previous[block] = tail;
        next[block] = None;
        if (tail == None) head = block;
        else next[tail] = block;
        tail = block;
        Free++;
    }

    /// <summary>Makes a full block's content known: it is block <paramref name="at"/> of its sequence. The first of two equal blocks is the one found.</summary>
    public void Name(int block, long name, int at)
    {
        if (identity[block] >= 0 || !index.TryAdd(name, block)) return;
        identity[block] = name;
        position[block] = at;
    }

    /// <summary>The block with this content; -1 when there is none.</summary>
    public int Find(long name) => index.Find(name);

    /// <summary>
    /// Cuts a count of hits found earlier to those that are still there.
    /// </summary>
    /// <param name="hits">Blocks that were found from the start of a sequence.</param>
    /// <param name="since">The value of <see cref="Forgotten"/> then.</param>
    /// <param name="nameAt">The identity of a block of the sequence.</param>
    /// <returns>Blocks from the start that are known to be there still; -1 when that was too long ago to tell.</returns>
    public int StillThere<TNames>(int hits, long since, TNames nameAt)
        where TNames : struct, ISequenceNames
    {
        if (since < forgottenBefore) return -1;
        for (var i = (int)(since - forgottenBefore); i < forgotten.Count; i++)
        {
            var (name, at) = forgotten[i];
            if (at < hits && nameAt.NameAt(at) == name) hits = at;
        }
        return hits;
    }

    /// <summary>Checks conservation: free plus used is all, the queue is what it says, no reference is negative. For tests and sampled checks.</summary>
    public void Check(long expectedReferences)
    {
        long sum = 0;
        var free = 0;
        foreach (var count in references)
        {
            if (count < 0) throw new InvalidOperationException("a block has negative references");
            sum += count;
            if (count == 0) free++;
        }
        if (free != Free) throw new InvalidOperationException($"{Free} blocks are said to be free, {free} are");
        if (sum != expectedReferences) throw new InvalidOperationException($"{sum} references to blocks, {expectedReferences} entries in tables");
        var queued = 0;
        for (var block = head; block != None; block = next[block])
        {
            if (references[block] != 0) throw new InvalidOperationException($"block {block} is used and in the free queue");
            queued++;
        }
        if (queued != free) throw new InvalidOperationException($"{queued} blocks in the free queue, {free} free");
    }

    private void Unlink(int block)
    {
        var (before, behind) = (previous[block], next[block]);
        if (before == None) head = behind;
        else next[before] = behind;
        if (behind == None) tail = before;
        else previous[behind] = before;
        Free--;
    }

    private void Forget(int block)
    {
        if (identity[block] < 0) return;
        index.Remove(identity[block]);
        Host?.Put(identity[block]);
        if (forgotten.Count == 1 << 16)
        {
            forgottenBefore += forgotten.Count;
            forgotten.Clear();
        }
        forgotten.Add((identity[block], position[block]));
        identity[block] = -1;
    }
}
