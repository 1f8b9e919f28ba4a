namespace Rota.Serving.Checker;

/// <summary>KV blocks of one instance as the referee counts them: at least so many are in use, at most so many.</summary>
internal sealed class BlockBook(int size, bool shares, BlockContents contents)
{
    private readonly Dictionary<Content, int> shared = [];
    private readonly HashSet<Content> everComputed = [];
    private int inFull;

    /// <summary>Blocks in use when nothing lies in a block of its own that could be shared.</summary>
    public int Least => Most - inFull + shared.Count;

    /// <summary>Blocks in use when nothing is shared.</summary>
    public int Most { get; private set; }

    public int Of(int tokens) => (int)(((long)tokens + size - 1) / size);

    /// <summary>A request has room for so many tokens.</summary>
    public void Grow(RequestBook book, int tokens)
    {
        var needed = Of(tokens);
        if (needed <= book.Blocks) return;
        Most += needed - book.Blocks;
        book.Blocks = needed;
    }

    /// <summary>So many tokens of a request are there: its full blocks can be shared.</summary>
    public void Fill(int request, RequestBook book, int tokens)
    {
        if (!shares) return;
        for (var i = book.Full.Count; i < tokens / size; i++)
        {
            if (contents.Of(request, i, size) is not { } content) return;
            book.Full.Add(content);
            inFull++;
            shared[content] = shared.GetValueOrDefault(content) + 1;
            everComputed.Add(content);
        }
    }

    /// <summary>Whether a request can have found so many tokens: they were computed here.</summary>
    public bool WasComputed(int request, int tokens)
    {
        if (tokens % size != 0) return false;
        for (var i = 0; i < tokens / size; i++)
            if (contents.Of(request, i, size) is not { } content || !everComputed.Contains(content)) return false;
        return true;
    }

    /// <summary>A request lets go of its blocks.</summary>
    public void Free(RequestBook book)
    {
        Most -= book.Blocks;
        foreach (var content in book.Full)
        {
            inFull--;
            if (--shared[content] == 0) shared.Remove(content);
        }
        book.Full.Clear();
        book.Blocks = 0;
    }
}
