namespace Rota.Serving.Engine;

/// <summary>What was copied between GPU and host memory.</summary>
public sealed class SwapStatistics
{
    /// <summary>Contexts that left the GPU.</summary>
    public long ContextsOut { get; set; }

    /// <summary>Contexts that came back.</summary>
    public long ContextsIn { get; set; }

    /// <summary>Pages copied to the host.</summary>
    public long PagesOut { get; set; }

    /// <summary>Pages copied to the GPU.</summary>
    public long PagesIn { get; set; }

    /// <summary>Runs of pages that were copied in one go.</summary>
    public long Runs { get; set; }

    /// <summary>Copy calls: runs, times keys and values, times layers.</summary>
    public long Calls { get; set; }

    /// <summary>Time the links were busy, picoseconds.</summary>
    public long LinkTime { get; set; }

    /// <summary>Swap-ins that the instance waited for.</summary>
    public long Waited { get; set; }

    /// <summary>Writes that had to wait for a copy out of the same pages.</summary>
    public long Conflicts { get; set; }

    /// <summary>Tokens of contexts that left the GPU and found no room on the host.</summary>
    public long LostTokens { get; set; }

    /// <summary>Pages copied, both ways.</summary>
    public long Pages => PagesOut + PagesIn;

    /// <summary>Pages a copy call moves, a layer's keys or values of each; NaN when nothing was copied.</summary>
    public double PagesPerCall => Runs == 0 ? double.NaN : (double)Pages / Runs;

    internal void Add(SwapStatistics other)
    {
        ContextsOut += other.ContextsOut;
        ContextsIn += other.ContextsIn;
        PagesOut += other.PagesOut;
        PagesIn += other.PagesIn;
        Runs += other.Runs;
        Calls += other.Calls;
        LinkTime += other.LinkTime;
        Waited += other.Waited;
        Conflicts += other.Conflicts;
        LostTokens += other.LostTokens;
    }
}
