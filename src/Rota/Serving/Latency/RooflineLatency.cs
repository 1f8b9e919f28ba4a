namespace Rota.Serving.Latency;

/// <summary>
/// The step time of serving-data section 3: the greater of computing and of reading weights, once a step, then output head, attention of prompts and of
/// decodes, exchange between GPUs, and a constant for the engine.
/// </summary>
public sealed class RooflineLatency : LayerwiseLatency
{
    private readonly RooflineOptions options;
    private readonly double flops;
    private readonly double bandwidth;
    private readonly double attentionFlops;
    private readonly double linear;
    private readonly double alwaysRead;
    private readonly double expertsRead;
    private readonly double attentionShare;
    private readonly double link;
    private readonly double linkStart;

    /// <summary>The latency of a model on a GPU.</summary>
    /// <exception cref="RotaException">The model cannot have that shape or be spread that way, or an option makes no sense.</exception>
    public RooflineLatency(ModelShape model, Gpu gpu, RooflineOptions? options = null)
        : base(Title(model, gpu, options), model, (options ?? new()).Parallelism, options?.Coverage ?? (model.IsMoe ? ExpertCoverage.Uniform(model.Experts, model.ExpertsPerToken) : null), gpu.Power)
    {
        this.options = options ??= new();
        var tensor = Parallelism.Tensor;
        flops = gpu.TeraflopsPeak * 1e6 * tensor * Efficiency(options.ComputeEfficiency ?? gpu.ComputeEfficiency, "compute");
        bandwidth = gpu.BandwidthPeak * 1e6 * tensor * Efficiency(options.MemoryEfficiency ?? gpu.MemoryEfficiency, "memory");
        attentionFlops = gpu.TeraflopsPeak * 1e6 * tensor * Efficiency(options.AttentionEfficiency ?? gpu.AttentionEfficiency, "attention");
        linear = model.ActiveLinearParameters / model.Layers;
        alwaysRead = model.AlwaysReadParameters * model.WeightBytes / model.Layers;
        expertsRead = model.Experts * model.ExpertBytes / (Parallelism.Expert > 1 ? Parallelism.Data : 1);
        attentionShare = model.AttentionParameters / linear;
        link = (options.Link ?? gpu.GpuLink) * 1e3;
        linkStart = options.LinkStart ?? (gpu.AllReduces.Length > 0 ? gpu.AllReduce(tensor).Start : 60);
        if (!(options.HostMilliseconds >= 0 && options.RequestMilliseconds >= 0 && link > 0 && linkStart >= 0))
            throw new RotaException("roofline options: times are 0 or more, the link is faster than 0");
        RequestOverhead = SimTime.FromSeconds(options.RequestMilliseconds / 1e3);
        Prepare();
    }

    internal override double? DecodeTokenMicroseconds => Model.KvBytesPerTokenLayer / bandwidth;

    internal override LayerTime Layer(in LayerLoad load)
    {
        var gemm = Math.Max(2 * linear * load.Tokens / flops, (alwaysRead + (load.ExpertShare * expertsRead)) / bandwidth);
        var attention = load.PrefillAttention + (load.DecodeContext * Model.KvBytesPerTokenLayer / bandwidth);
        var exchange = Exchange(load.Tokens);
        return new((gemm * attentionShare) + attention + exchange, (gemm * (1 - attentionShare)) + exchange);
    }

    internal override double ChunkAttention(int fresh, int past) => 4.0 * Model.Heads * Model.HeadDim * Pairs(fresh, past) / attentionFlops;

    internal override double Head(int rows) =>
        rows == 0 ? 0 : Math.Max(2 * Model.HeadParameters * rows / flops, Model.HeadParameters * Model.WeightBytes / bandwidth);

    internal override double Host(int sequences, bool graph) => options.HostMilliseconds * 1e3;

    private double Exchange(double tokens)
    {
        double tensor = Parallelism.Tensor;
        return tensor <= 1 ? 0 : (2 * (tensor - 1) / tensor * tokens * Model.Hidden * 2 / link) + linkStart;
    }

    private static double Efficiency(double value, string what) => value is > 0 and <= 1.5
        ? value
        : throw new RotaException(FormattableString.Invariant($"{what} efficiency {value}, expected more than 0 and about 1 at most"));

    private static string Title(ModelShape model, Gpu gpu, RooflineOptions? options)
    {
        var gpus = (options ?? new()).Parallelism.Gpus;
        return gpus > 1 ? $"{model.Name} on {gpus} x {gpu.Name}, roofline" : $"{model.Name} on {gpu.Name}, roofline";
    }
}
