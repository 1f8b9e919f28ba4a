namespace Rota.Serving.Latency;

/// <summary>
/// The step time from measured kernels: operators by tokens, attention by the four numbers of a batch, experts by tokens and touched experts, with straight
/// lines between the points. Decode attention is not linear in the context here, so that there is no decode line.
/// </summary>
public sealed class ProfiledLatency : LayerwiseLatency
{
    private readonly LatencyProfile profile;
    private readonly ProfiledOptions options;
    private readonly AllReduceRate reduce;
    private readonly ProfileCurve? measuredReduce;
    private readonly double launch;
    private readonly double longestChunk;

    /// <summary>The latency of the model that was profiled.</summary>
    /// <param name="model">The model that was profiled.</param>
    /// <param name="gpu">The GPU it was profiled on: power, and links where the profile has no all-reduce.</param>
    /// <param name="profile">The tables.</param>
    /// <param name="options">What they do not hold.</param>
    /// <exception cref="RotaException">The tables are of a dense model and this is a mixture of experts, or the other way round.</exception>
    public ProfiledLatency(ModelShape model, Gpu gpu, LatencyProfile profile, ProfiledOptions? options = null)
        : base($"{model.Name} on {gpu.Name}, profiled", model, (options ?? new()).Parallelism, options?.Coverage, gpu.Power)
    {
        if (model.IsMoe != profile.Experts is not null)
            throw new RotaException(model.IsMoe ? $"{model.Name} has experts, the profile {profile.Name} has no table of them" : $"{model.Name} is dense, the profile {profile.Name} has a table of experts");
        this.profile = profile;
        this.options = options ?? new();
        reduce = gpu.AllReduce(Math.Max(Parallelism.Tensor, Parallelism.Expert));
        measuredReduce = profile.AllReduces.GetValueOrDefault(Parallelism.Tensor);
        launch = profile.Attention.Of(0, 0, 1, 0);
        longestChunk = profile.Attention.Last(0);
        RequestOverhead = SimTime.FromSeconds(this.options.RequestMilliseconds / 1e3);
        Prepare();
    }

    internal override double? DecodeTokenMicroseconds => null;

    internal override LayerTime Layer(in LayerLoad load)
    {
        var attention = profile.AttentionOperators.Of(load.Tokens) + load.PrefillAttention + Decodes(load);
        if (load.PrefillTokens > 0) attention += launch;
        var exchange = Parallelism.Tensor > 1 ? Exchange(2 * Model.Hidden * load.Tokens) : 0;
        var mlp = profile.MlpOperators.Of(load.Tokens) + exchange;
        if (profile.Experts is { } experts)
        {
            var touched = load.ExpertShare * Model.Layers / Model.MoeLayers * Model.Experts;
            // With experts on several GPUs each has its part of them, and of the rows; the tokens go there and come back as in the analytic law.
            var ranks = Math.Max(1, Parallelism.Expert);
            mlp += experts.Of(load.Tokens * ExpertReplicas / (double)ranks, Math.Max(touched / ranks, Math.Min(Model.ExpertsPerToken, touched)));
            if (ranks > 1) mlp += 2 * Exchange(load.Tokens * Model.Hidden);
        }
        return new(attention + exchange, mlp);
    }

    internal override double ChunkAttention(int fresh, int past)
    {
        // Causal attention of a chunk longer than the table is that of its parts, one behind the other.
        var sum = 0.0;
        for (double at = past, rest = fresh; rest > 0;)
        {
            var part = Math.Min(rest, longestChunk);
            sum += Math.Max(0, profile.Attention.Of(part, at) - launch);
            (at, rest) = (at + part, rest - part);
        }
        return sum;
    }

    internal override double Head(int rows) => rows == 0 ? 0 : profile.PerSequence.Of(rows);

    internal override double Host(int sequences, bool graph) => options.StepMicroseconds + (sequences * options.SequenceMicroseconds) + profile.OutsideOperators.Of(sequences);

    private double Decodes(in LayerLoad load)
    {
        if (load.Decodes == 0) return 0;
        var context = load.DecodeContext / load.Decodes;
        if (load.PrefillTokens == 0) return profile.Attention.Of(0, 0, load.Decodes, context);
        // What the decodes add to one prompt of the same tokens and pairs as those of the step.
        var chunk = Math.Min(load.PrefillTokens, longestChunk);
        var past = Math.Max(0, (load.Pairs / load.PrefillTokens) - (chunk / 2));
        return Math.Max(0, profile.Attention.Of(chunk, past, load.Decodes, context) - profile.Attention.Of(chunk, past));
    }

    private double Exchange(double bytes) => measuredReduce?.Of(bytes) ?? reduce.Microseconds(bytes);
}
