using Rota.Serving.Engine;
using Rota.Serving.Kv;
using Rota.Serving.Latency;

namespace Rota.Serving.Policies;

/// <summary>Preempted and idle contexts move to host memory over one link a direction: what all ways to do that have in common.</summary>
public abstract record HostSwap : SwapChoice
{
    /// <summary>The link; by default PCIe 4 x16 with 5 microseconds a copy.</summary>
    public CopyModel Link { get; init; } = new();

    /// <summary>Host memory for KV, in tokens; by default 60 GB of Llama-3-8B's.</summary>
    public int HostTokens { get; init; } = 460_000;

    /// <summary>Both directions share the link's bandwidth: copies out and in follow one another.</summary>
    public bool SharedLink { get; init; }

    /// <summary>Copies take no time.</summary>
    public bool Free { get; init; }

    /// <inheritdoc/>
    public override Swapping Create(PolicyContext context)
    {
        Link.Checked();
        if (HostTokens < context.Limits.BlockSize) throw new RotaException($"{Name}: host memory of {HostTokens} tokens, expected at least a page of {context.Limits.BlockSize}; without host memory preempted requests are recomputed");
        return Live(context);
    }

    /// <summary>The layouts of both memories and how copies are made.</summary>
    private protected abstract Swapping Live(PolicyContext context);

    /// <summary>Pages of host memory.</summary>
    private protected int HostPages(PolicyContext context) => HostTokens / context.Limits.BlockSize;

    /// <summary>Both memories in pages that lie anywhere.</summary>
    private protected (PageLayout Gpu, PageLayout Host) Scattered(PolicyContext context) => (
        new ScatteredPages(context.Limits.KvBlocks, context.Random.Split("gpu pages")), new ScatteredPages(HostPages(context), context.Random.Split("host pages")));
}
