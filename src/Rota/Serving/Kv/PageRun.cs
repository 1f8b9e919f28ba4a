namespace Rota.Serving.Kv;

/// <summary>Adjacent pages of a memory: [<see cref="Start"/>, <see cref="End"/>).</summary>
internal readonly record struct PageRun(int Start, int Length)
{
    /// <summary>Behind the last page.</summary>
    public int End => Start + Length;

    /// <summary>True when the two have a page in common.</summary>
    public bool Overlaps(PageRun other) => Start < other.End && other.Start < End;
}
