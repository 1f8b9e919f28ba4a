using Rota.Serving.Engine;

namespace Rota.Serving.Checker;

/// <summary>What the referee knows of one instance: its blocks, who is there, the step that runs, contexts held for programs.</summary>
internal sealed class InstanceBook
{
    public InstanceBook(int index, InstanceSpec spec, Workload workload, BlockContents contents)
    {
        (Index, Limits, Layers, Decodes, Spec) = (index, spec.Limits, spec.Latency.Layers, spec.Role == InstanceRole.Decode, spec);
        SharesBlocks = Limits.PrefixCaching && spec.Policy.Swap is null && workload.Trace.Requests.Any(r => r.Blocks.Length > 0 || r.Program.Length > 0);
        Blocks = new(Limits.BlockSize, SharesBlocks, contents);
    }

    public int Index { get; }

    public InstanceSpec Spec { get; }

    public EngineLimits Limits { get; }

    public int Layers { get; }

    /// <summary>Takes prompts from other instances.</summary>
    public bool Decodes { get; }

    /// <summary>A prefix cache is at work.</summary>
    public bool SharesBlocks { get; }

    public BlockBook Blocks { get; }

    /// <summary>Requests that hold KV, on their way in included.</summary>
    public HashSet<int> Resident { get; } = [];

    /// <summary>Contexts held for programs, as a book of blocks, and their tokens.</summary>
    public Dictionary<int, (RequestBook Book, int Tokens)> Held { get; } = [];

    /// <summary>The step that runs and when it began.</summary>
    public LoggedStep? Step { get; set; }

    public long StepBegan { get; set; }

    public long Steps { get; set; }

    public long Busy { get; set; }

    public long PrefillTokens { get; set; }

    public long DecodeTokens { get; set; }
}
