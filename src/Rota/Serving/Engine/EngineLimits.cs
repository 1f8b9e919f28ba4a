namespace Rota.Serving.Engine;

/// <summary>The settings of an engine that are not policy: sizes and caps, named as vLLM names them where it has a name.</summary>
public sealed record EngineLimits
{
    /// <summary>KV blocks of the instance (num_gpu_blocks), at least 1.</summary>
    public required int KvBlocks { get; init; }

    /// <summary>Tokens a KV block (block_size).</summary>
    public int BlockSize { get; init; } = 16;

    /// <summary>Most requests that run at once (max_num_seqs).</summary>
    public int MaxSequences { get; init; } = 256;

    /// <summary>Most tokens a step computes (max_num_batched_tokens).</summary>
    public int TokenBudget { get; init; } = 2048;

    /// <summary>Longest context, prompt and output (max_model_len).</summary>
    public int MaxModelLength { get; init; } = int.MaxValue;

    /// <summary>Blocks whose content is known are found again (enable_prefix_caching).</summary>
    public bool PrefixCaching { get; init; } = true;

    /// <summary>KV in tokens.</summary>
    public long KvTokens => (long)KvBlocks * BlockSize;

    /// <summary>Checks the ranges.</summary>
    /// <exception cref="RotaException">A size below 1; all of them are named.</exception>
    public EngineLimits Validated()
    {
        List<string> faults = [];
        Least(KvBlocks, "KV blocks");
        Least(BlockSize, "block size");
        Least(MaxSequences, "max sequences");
        Least(TokenBudget, "token budget");
        Least(MaxModelLength, "max model length");
        return faults.Count == 0 ? this : throw new RotaException(string.Join("; ", faults));

        void Least(int value, string name)
        {
            if (value < 1) faults.Add($"{name} is {value}, expected at least 1");
        }
    }
}
