namespace Rota.Serving.Latency;

/// <summary>
/// How many blocks of KV cache an engine has: (memory x fraction - weights - activations - other) / block bytes, rounded down (serving-simulator 3.5), or
/// as many as the user says.
/// </summary>
/// <param name="Blocks">Blocks, at least 1.</param>
/// <param name="BlockTokens">Tokens a block.</param>
public sealed record KvCapacity(int Blocks, int BlockTokens)
{
    private const double GiB = 1L << 30;

    /// <summary>Tokens in all.</summary>
    public long Tokens => (long)Blocks * BlockTokens;

    /// <summary>Blocks that the user knows, from the log of an engine: always better than computed ones.</summary>
    /// <exception cref="RotaException">Fewer than 1 block, or blocks of fewer than 1 token.</exception>
    public static KvCapacity OfBlocks(int blocks, int blockTokens = 16)
    {
        if (blocks < 1) throw new RotaException($"{blocks} KV blocks, expected at least 1");
        if (blockTokens < 1) throw new RotaException($"KV blocks of {blockTokens} tokens, expected at least 1");
        return new(blocks, blockTokens);
    }

    /// <summary>Blocks for so many tokens, rounded down.</summary>
    /// <exception cref="RotaException">Fewer tokens than a block.</exception>
    public static KvCapacity OfTokens(long tokens, int blockTokens = 16) =>
        OfBlocks((int)Math.Clamp(tokens / Math.Max(1, blockTokens), 0, int.MaxValue), blockTokens);

    /// <summary>Blocks of a model on GPUs.</summary>
    /// <exception cref="RotaException">It does not fit; says by how much and with what it would.</exception>
    public static KvCapacity Of(ModelShape model, Gpu gpu, Parallelism parallelism = default, KvCapacityOptions? options = null)
    {
        options = Checked(options ?? new());
        parallelism = parallelism.Checked(model.Checked());
        var free = Free(model, gpu, parallelism, options);
        var blocks = Math.Floor(free / (options.BlockTokens * BytesPerToken(model, parallelism.Tensor)));
        if (blocks >= 1) return new((int)Math.Min(blocks, int.MaxValue), options.BlockTokens);
        var weights = WeightsOf(model, parallelism);
        throw new RotaException(FormattableString.Invariant(
            $"{model.Name} does not fit on {Gpus(parallelism)} {gpu.Name}: {weights / GiB:0.0} GiB of weights a GPU leave {free / GiB:0.0} GiB of {gpu.MemoryGiB:0.0} x {options.MemoryFraction} GiB for the KV cache, short by {Short(free, model, parallelism, options):0.0} GiB; {Remedy(model, gpu, parallelism, options)}"));
    }

    private static string Gpus(Parallelism parallelism) => parallelism.Gpus == 1 ? "one" : FormattableString.Invariant($"{parallelism.Gpus} x");

    private static double Short(double free, ModelShape model, Parallelism parallelism, KvCapacityOptions options) =>
        Math.Max(0.1, ((options.BlockTokens * BytesPerToken(model, parallelism.Tensor)) - free) / GiB);

    private static string Remedy(ModelShape model, Gpu gpu, Parallelism parallelism, KvCapacityOptions options)
    {
        foreach (var tensor in Parallelism.TensorDegrees(model))
        {
            if (tensor <= parallelism.Tensor) continue;
            var wider = new Parallelism(tensor, parallelism.Expert > 1 ? tensor * parallelism.Data : 1, parallelism.Data);
            if (wider.Expert > 1 && model.Experts % wider.Expert != 0) continue;
            if (Free(model, gpu, wider, options) >= options.BlockTokens * BytesPerToken(model, tensor)) return $"tensor parallel {tensor} fits";
        }
        return "no tensor parallel degree up to 64 fits";
    }

    private static double Free(ModelShape model, Gpu gpu, Parallelism parallelism, KvCapacityOptions options)
    {
        var budget = options.TokenBudget ?? (gpu.MemoryGiB >= 70 && !gpu.Name.StartsWith("a100", StringComparison.Ordinal) && gpu.Name != "a800" ? 8192 : 2048);
        var activations = (options.ActivationGiB ?? (0.35 * budget / 1024 * model.Hidden / 4096)) * GiB;
        var windows = options.Sequences * model.WindowBytesPerSequence * BytesPerToken(model, parallelism.Tensor) / Math.Max(1, model.KvBytesPerToken);
        return (gpu.MemoryGiB * options.MemoryFraction * GiB) - WeightsOf(model, parallelism) - activations - (options.OtherGiB * GiB) - windows;
    }

    /// <summary>Bytes of weights on one GPU.</summary>
    private static double WeightsOf(ModelShape model, Parallelism parallelism)
    {
        var experts = model.MoeLayers * (double)model.Experts * model.ExpertBytes;
        return ((model.TotalWeightBytes - experts) / parallelism.Tensor) + (experts / (parallelism.Expert > 1 ? parallelism.Expert : parallelism.Tensor));
    }

    /// <summary>KV bytes of a token on one GPU.</summary>
    private static double BytesPerToken(ModelShape model, int tensor) => model.KvBytesPerToken * Math.Max(1.0 / tensor, 1.0 / model.KvHeads);

    private static KvCapacityOptions Checked(KvCapacityOptions options)
    {
        if (!(options.MemoryFraction is > 0 and <= 1)) throw new RotaException(FormattableString.Invariant($"memory fraction {options.MemoryFraction}, expected more than 0 and at most 1"));
        if (options.BlockTokens < 1) throw new RotaException($"KV blocks of {options.BlockTokens} tokens, expected at least 1");
        if (options.TokenBudget < 1) throw new RotaException($"a token budget of {options.TokenBudget}, expected at least 1");
        if (!(options.ActivationGiB is null or >= 0) || !(options.OtherGiB >= 0)) throw new RotaException("memory for activations and others, expected 0 or more GiB");
        return options;
    }
}
