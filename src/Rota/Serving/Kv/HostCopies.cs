namespace Rota.Serving.Kv;

/// <summary>
/// The copies of contexts in host memory (FastSwitch, section 3.4). KV is append-only, so a copy is a prefix of its context that stays valid; a later swap-out
/// copies only what is behind it. When memory runs out, copies lose pages from their ends: those of contexts that are on the GPU as well first, then
/// those used longest ago. A lost page ends the valid prefix before it.
/// </summary>
internal sealed class HostCopies(PageLayout layout, int pageTokens)
{
    private readonly Dictionary<int, Copy> copies = [];
    private long uses;

    /// <summary>Where the pages lie.</summary>
    public PageLayout Layout => layout;

    /// <summary>Tokens of a context that are here, from its start.</summary>
    public int Tokens(int context) => copies.TryGetValue(context, out var copy) ? copy.Tokens : 0;

    /// <summary>Contexts with a copy.</summary>
    public IReadOnlyCollection<int> Contexts => copies.Keys;

    /// <summary>Makes room for a context's first <paramref name="tokens"/> tokens, all valid from now on, or as many as there is room for.</summary>
    /// <param name="context">The context.</param>
    /// <param name="tokens">Its length.</param>
    /// <param name="rank">Of the contexts with a copy that may lose pages, the greatest goes first; null for one that must not.</param>
    /// <returns>The pages that have to be copied: those behind the full pages that are valid. Empty when all are.</returns>
    public (int From, int To) Store<TRank>(int context, int tokens, Func<int, TRank?> rank)
        where TRank : struct, IComparable<TRank>
    {
        var valid = Tokens(context);
        if (tokens <= valid) return default;
        var from = valid / pageTokens;
        var to = (tokens + pageTokens - 1) / pageTokens;
        while (to - layout.Pages(context) > layout.Free && Reclaim(context, to - layout.Pages(context) - layout.Free, rank)) { }
        to = Math.Min(to, layout.Pages(context) + layout.Free);
        if (to <= from) return default;
        layout.Resize(context, to);
        copies[context] = new(Math.Min(tokens, to * pageTokens), ++uses);
        return (from, to);
    }

    /// <summary>A context's copy is read.</summary>
    public void Touch(int context)
    {
        if (copies.TryGetValue(context, out var copy)) copies[context] = copy with { Used = ++uses };
    }

    /// <summary>When a copy was last stored or read, as a count that grows; 0 without copy.</summary>
    public long LastUse(int context) => copies.TryGetValue(context, out var copy) ? copy.Used : 0;

    /// <summary>Keeps no more than the first <paramref name="tokens"/> tokens of a copy: the rest is no longer the context's, or its pages are taken.</summary>
    public void Cut(int context, int tokens)
    {
        if (Tokens(context) <= tokens) return;
        layout.Resize(context, (tokens + pageTokens - 1) / pageTokens);
        if (tokens > 0) copies[context] = copies[context] with { Tokens = tokens };
        else copies.Remove(context);
    }

    /// <summary>Forgets a copy.</summary>
    public void Drop(int context) => Cut(context, 0);

    private bool Reclaim<TRank>(int needy, int pages, Func<int, TRank?> rank)
        where TRank : struct, IComparable<TRank>
    {
        var (victim, highest) = (-1, default(TRank));
        foreach (var context in copies.Keys)
        {
            if (context == needy || rank(context) is not { } value) continue;
            var order = victim < 0 ? 1 : value.CompareTo(highest);
            if (order > 0 || (order == 0 && context < victim)) (victim, highest) = (context, value);
        }
        if (victim < 0) return false;
        Cut(victim, Math.Max(0, layout.Pages(victim) - pages) * pageTokens);
        return true;
    }

    private readonly record struct Copy(int Tokens, long Used);
}
