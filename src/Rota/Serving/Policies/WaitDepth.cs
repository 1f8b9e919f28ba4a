namespace Rota.Serving.Policies;

/// <summary>
/// The window W and depth D of LAPS' Algorithm 1: a batch that filled sets W to the time it took, one that did not sets D to what it reached. As printed D
/// never grows again; where it may, it doubles when more wait behind a dispatch than went with it.
/// </summary>
public sealed class WaitDepth
{
    private readonly long least;
    private readonly long most;
    private readonly int maxDepth;
    private readonly bool grows;

    /// <summary>Begins with the longest window and the largest depth.</summary>
    /// <param name="least">Shortest window, in ticks.</param>
    /// <param name="most">Longest window.</param>
    /// <param name="maxDepth">Largest batch of a captured shape.</param>
    /// <param name="grows">D may grow.</param>
    public WaitDepth(long least, long most, int maxDepth, bool grows)
    {
        (this.least, this.most, this.maxDepth, this.grows) = (least, most, maxDepth, grows);
        (Window, Depth) = (most, maxDepth);
    }

    /// <summary>How long a batch may wait.</summary>
    public long Window { get; private set; }

    /// <summary>How many requests are enough.</summary>
    public int Depth { get; private set; }

    /// <summary>The first window: what the tightest deadline leaves.</summary>
    public void Begin(long slack) => Window = Math.Clamp(slack, least, most);

    /// <summary>A batch went.</summary>
    /// <param name="depth">Its requests.</param>
    /// <param name="filling">How long it was filled.</param>
    /// <param name="left">Short requests that still wait.</param>
    public void Dispatched(int depth, long filling, int left)
    {
        if (depth >= Depth) Window = Math.Clamp(filling, least, most);
        else Depth = depth;
        if (grows && left > depth) Depth = Math.Min(2 * Depth, maxDepth);
    }
}
