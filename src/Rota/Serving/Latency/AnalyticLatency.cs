namespace Rota.Serving.Latency;

/// <summary>
/// The step time of a transformer from a dozen constants (serving-simulator 4.1, 4.2, 4.5): GEMM as a soft maximum of reading weights and computing,
/// element-wise work, decode attention at the bandwidth of the KV cache, causal prefill attention, all-reduce, experts by coverage, output head, engine.
/// </summary>
public sealed class AnalyticLatency : LayerwiseLatency
{
    private const int TabulatedRows = 8192;
    private readonly AnalyticOptions options;
    private readonly KernelRates kernels;
    private readonly AllReduceRate reduce;
    private readonly Gemm layerGemm;
    private readonly double[] layerTable;
    private readonly Gemm denseGemm;
    private readonly Gemm headGemm;
    private readonly double attentionShare;
    private readonly double denseAttentionShare;
    private readonly double moeShare;
    private readonly double elementwisePerToken;
    private readonly double decodePerToken;
    private readonly double pairMicroseconds;
    private readonly double expertRead;
    private readonly double expertCompute;
    private readonly double mixed;

    /// <summary>The latency of a model on a GPU.</summary>
    /// <exception cref="RotaException">The model cannot have that shape or be spread that way, or an option makes no sense.</exception>
    public AnalyticLatency(ModelShape model, Gpu gpu, AnalyticOptions? options = null)
        : base(Title(model, gpu, options), model, (options ?? new()).Parallelism, options?.Coverage, options?.Power ?? gpu.Power)
    {
        this.options = options = (options ?? new()).Checked();
        Gpu = gpu;
        kernels = gpu.Kernels;
        var tensor = Parallelism.Tensor;
        reduce = options.AllReduce ?? gpu.AllReduce(Math.Max(tensor, Parallelism.Expert));
        mixed = options.MixedPenalty ?? kernels.MixedPenalty;
        var scale = (options.LinearParameters ?? model.ActiveLinearParameters) / model.ActiveLinearParameters / tensor;
        var shared = model.IsMoe ? (model.Gated ? 3.0 : 2.0) * model.Hidden * model.SharedFfn : model.MlpParameters;
        var dense = (model.Gated ? 3.0 : 2.0) * model.Hidden * model.DenseFfn;
        layerGemm = GemmOf((model.AttentionParameters + shared) * scale);
        // Two powers are half the price of pricing a step (about 600 ns without the table, 220 ns with it, on a busy machine).
        layerTable = new double[TabulatedRows + 1];
        for (var rows = 1; rows <= TabulatedRows; rows++) layerTable[rows] = layerGemm.Microseconds(rows);
        denseGemm = GemmOf((model.AttentionParameters + dense) * scale);
        attentionShare = model.AttentionParameters / (model.AttentionParameters + shared);
        denseAttentionShare = model.AttentionParameters / (model.AttentionParameters + dense);
        headGemm = GemmOf(model.HeadParameters / tensor);
        moeShare = model.IsMoe ? (double)model.MoeLayers / model.Layers : 1;
        elementwisePerToken = kernels.ElementwisePerToken * model.Hidden / 4096;
        decodePerToken = 2.0 * Math.Max(1.0, (double)model.KvHeads / tensor) * model.HeadDim * model.KvBytes / (kernels.AttentionBandwidth * 1e6);
        pairMicroseconds = 4.0 * model.Heads / tensor * model.HeadDim / (kernels.AttentionTeraflops * 1e6);
        if (model.IsMoe)
        {
            if (!(kernels.ExpertBandwidth > 0 && kernels.ExpertTeraflops > 0)) throw new RotaException($"GPU {gpu.Name} has no expert bandwidth and flops, which {model.Name} needs");
            var shards = Parallelism.Expert > 1 ? 1 : tensor;
            expertRead = model.ExpertBytes / shards / (kernels.ExpertBandwidth * 1e6);
            expertCompute = 2 * model.MlpParameters / shards / (kernels.ExpertTeraflops * Faster(model, kernels) * 1e6);
        }
        RequestOverhead = SimTime.FromSeconds(options.RequestMilliseconds / 1e3);
        Prepare();
    }

    /// <summary>The GPU.</summary>
    public Gpu Gpu { get; }

    /// <summary>Microseconds of the matrices of one layer for so many rows, attention and MLP together, without routed experts.</summary>
    public double GemmMicroseconds(double rows) => rows <= TabulatedRows && (int)rows == rows ? layerTable[(int)rows] : layerGemm.Microseconds(rows);

    /// <summary>Microseconds of the routed experts of one layer.</summary>
    /// <param name="touched">Distinct experts that get a token.</param>
    /// <param name="tokens">Tokens, each of which goes to <see cref="ModelShape.ExpertsPerToken"/> experts.</param>
    public double ExpertMicroseconds(double touched, double tokens)
    {
        var rows = tokens * Model.ExpertsPerToken;
        if (Parallelism.Expert > 1) (touched, rows) = Fullest(touched, rows);
        var (read, compute) = (touched * expertRead, rows * expertCompute);
        return Math.Max(read, compute) + (options.ExpertOverlap * Math.Min(read, compute)) + kernels.ExpertStart;
    }

    private protected override double LaunchMicroseconds => options?.LaunchMicroseconds ?? 0;

    internal override double? DecodeTokenMicroseconds => decodePerToken;

    internal override LayerTime Layer(in LayerLoad load)
    {
        var elementwise = (kernels.ElementwiseStart + (elementwisePerToken * load.Tokens)) / 2;
        var attention = load.PrefillAttention;
        if (load.Decodes > 0)
        {
            var decode = kernels.AttentionStart + (load.DecodeContext * decodePerToken);
            attention += load.PrefillTokens > 0 ? mixed * decode : decode;
        }
        var exchange = Parallelism.Tensor > 1 ? reduce.Microseconds(2 * Model.Hidden * load.Tokens) : 0;
        if (!Model.IsMoe)
        {
            var gemm = GemmMicroseconds(load.Tokens);
            return new((gemm * attentionShare) + elementwise + attention + exchange, (gemm * (1 - attentionShare)) + elementwise + exchange);
        }
        return Expert(load, elementwise, attention, exchange);
    }

    internal override double ChunkAttention(int fresh, int past) => Pairs(fresh, past) * pairMicroseconds;

    internal override double Head(int rows) => rows == 0 ? 0 : options.HeadMicroseconds ?? headGemm.Greater(rows);

    internal override double Host(int sequences, bool graph) =>
        (graph ? options.ReplayMicroseconds ?? Engine : Engine) + (sequences * (options.SequenceMicroseconds ?? kernels.SequenceMicroseconds));

    internal override int DecodeRows(int sequences)
    {
        if (!options.PadDecodes || sequences > 512) return sequences;
        return sequences <= 2 ? sequences : sequences <= 4 ? 4 : (sequences + 7) / 8 * 8;
    }

    private double Engine => options.StepMicroseconds ?? kernels.StepMicroseconds;

    private LayerTime Expert(in LayerLoad load, double elementwise, double attention, double exchange)
    {
        var gemm = GemmMicroseconds(load.Tokens);
        var touched = load.ExpertShare / moeShare * Model.Experts;
        var experts = ExpertMicroseconds(touched, load.Tokens * ExpertReplicas);
        // Experts on other GPUs: the tokens go there and come back, each time half of what an all-reduce of them would be.
        var behind = Parallelism.Expert > 1 ? 2 * reduce.Microseconds(load.Tokens * Model.Hidden) : exchange;
        var mlp = (gemm * (1 - attentionShare)) + experts + behind;
        var front = gemm * attentionShare;
        if (moeShare < 1)
        {
            var dense = denseGemm.Microseconds(load.Tokens);
            mlp = (moeShare * mlp) + ((1 - moeShare) * ((dense * (1 - denseAttentionShare)) + exchange));
            front = (moeShare * front) + ((1 - moeShare) * dense * denseAttentionShare);
        }
        return new(front + elementwise + attention + exchange, mlp + elementwise);
    }

    /// <summary>
    /// Experts and rows of the GPU that has most of them: the mean, and the expected surplus of the greatest of several sums of chances, sqrt(2 ln n)
    /// standard deviations.
    /// </summary>
    private (double Touched, double Rows) Fullest(double touched, double rows)
    {
        double ranks = Parallelism.Expert, surplus = Math.Sqrt(2 * Math.Log(ranks));
        var own = Model.Experts / ranks;
        var meanTouched = touched / ranks;
        var meanRows = rows / ranks;
        return (Math.Min(own, meanTouched + (surplus * Math.Sqrt(meanTouched * (1 - Math.Min(1, touched / Model.Experts))))),
            Math.Min(rows, meanRows + (surplus * Math.Sqrt(meanRows * (1 - (1 / ranks))))));
    }

    private Gemm GemmOf(double parameters) => new(
        parameters * Model.WeightBytes / (kernels.GemmBandwidth * 1e6), 2 * parameters / (kernels.GemmTeraflops * Faster(Model, kernels) * 1e6), kernels.GemmExponent);

    private static double Faster(ModelShape model, KernelRates kernels) => model.WeightBytes == 1 ? kernels.EightBitFactor : 1;

    private static string Title(ModelShape model, Gpu gpu, AnalyticOptions? options)
    {
        var gpus = (options ?? new()).Parallelism.Gpus;
        return gpus > 1 ? $"{model.Name} on {gpus} x {gpu.Name}, analytic" : $"{model.Name} on {gpu.Name}, analytic";
    }

    /// <summary>Microseconds to read the weights, and to compute a row: (a^p + (b n)^p)^(1/p).</summary>
    private readonly record struct Gemm(double Read, double Row, double Exponent)
    {
        public double Microseconds(double rows)
        {
            var compute = Row * rows;
            if (Exponent == 1) return Read + compute;
            if (Exponent == 2) return Math.Sqrt((Read * Read) + (compute * compute));
            var (greater, less) = Read > compute ? (Read, compute) : (compute, Read);
            return greater * Math.Pow(1 + Math.Pow(less / greater, Exponent), 1 / Exponent);
        }

        public double Greater(double rows) => Math.Max(Read, Row * rows);
    }
}
