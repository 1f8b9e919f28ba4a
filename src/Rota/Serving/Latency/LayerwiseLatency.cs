namespace Rota.Serving.Latency;

/// <summary>
/// Latency as a sum over layers and a part outside of them. Knows which prompts pass through which layers, what is read and computed, where a pass can
/// be stopped, and keeps pure decode steps on an exact line; models derived from it say what a layer takes.
/// </summary>
public abstract class LayerwiseLatency : ILatencyModel
{
    private const int Tabulated = 1024;
    private readonly double expertsShare;
    private readonly double activeLinear;
    private readonly double layerWeightBytes;
    private readonly double headBytes;
    private readonly double localShare;
    private readonly double kvPerTokenLayer;
    private readonly double[] decodeSamples = [];
    private readonly double[] prefillSamples = [];
    private DecodeStart[] starts = [];
    private long perToken;
    private bool linear;

    /// <summary>A model whose derived constructor ends with <see cref="Prepare"/>.</summary>
    private protected LayerwiseLatency(string name, ModelShape model, Parallelism parallelism, ExpertCoverage? coverage, PowerRates power)
    {
        Name = name;
        Model = model.Checked();
        Parallelism = parallelism.Checked(model);
        Coverage = model.IsMoe ? coverage ?? ExpertCoverage.Measured(model.Experts, model.ExpertsPerToken) : null;
        if (Coverage is not null)
        {
            decodeSamples = [.. Enumerable.Range(0, Tabulated + 1).Select(n => Coverage.DecodeSamples(n * ExpertReplicas))];
            prefillSamples = [.. Enumerable.Range(0, (8 * Tabulated) + 1).Select(n => ExpertReplicas * Coverage.PrefillSamples(n))];
        }
        Power = power;
        Layers = model.Layers;
        expertsShare = (double)model.MoeLayers / model.Layers;
        activeLinear = model.ActiveLinearParameters / model.Layers;
        layerWeightBytes = model.AlwaysReadParameters * model.WeightBytes / model.Layers;
        headBytes = model.HeadParameters * model.WeightBytes;
        localShare = 1 - ((double)model.GlobalLayers / model.Layers);
        // A key/value head that fewer GPUs than there are would share stands on several of them.
        var copies = Math.Max(1, Parallelism.Tensor / model.KvHeads);
        KvBytesPerToken = model.KvBytesPerToken * copies;
        kvPerTokenLayer = model.KvBytesPerTokenLayer * copies;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The model that is run.</summary>
    public ModelShape Model { get; }

    /// <summary>How it is spread over GPUs. Costs are those of one replica: its <see cref="Parallelism.Tensor"/> GPUs.</summary>
    public Parallelism Parallelism { get; }

    /// <summary>Which experts a batch touches; null for a dense model.</summary>
    public ExpertCoverage? Coverage { get; }

    /// <summary>What the GPUs draw, each.</summary>
    public PowerRates Power { get; }

    /// <inheritdoc/>
    public int Layers { get; }

    /// <inheritdoc/>
    public long KvBytesPerToken { get; }

    /// <inheritdoc/>
    public long RequestOverhead { get; private protected init; }

    /// <summary>Tokens whose experts share a layer: those of all replicas when experts are spread over replicas.</summary>
    private protected int ExpertReplicas => Parallelism.Expert > 1 ? Parallelism.Data : 1;

    /// <summary>Microseconds that all launches of a pass take; the pass takes no less.</summary>
    private protected virtual double LaunchMicroseconds => 0;

    /// <summary>Floating point operations of a token in the matrices of a layer.</summary>
    private protected virtual double TokenFlops => 2 * activeLinear;

    /// <summary>Floating point operations of a pair of token and context token in the attention of a layer.</summary>
    private protected virtual double PairFlops => 4.0 * Model.Heads * Model.HeadDim;

    /// <summary>Floating point operations of a sampled row in the output head.</summary>
    private protected virtual double HeadFlops => 2 * Model.HeadParameters;

    /// <summary>Duration of one layer.</summary>
    internal abstract LayerTime Layer(in LayerLoad load);

    /// <summary>Microseconds of attention of a part of a prompt in one layer.</summary>
    internal abstract double ChunkAttention(int fresh, int past);

    /// <summary>Microseconds of the output head for so many sampled rows.</summary>
    internal abstract double Head(int rows);

    /// <summary>Microseconds of the engine around the layers.</summary>
    internal abstract double Host(int sequences, bool graph);

    /// <summary>Microseconds that a token of decode context adds to a layer of a pure decode step; null when the layer is not linear in it.</summary>
    internal abstract double? DecodeTokenMicroseconds { get; }

    /// <summary>Rows that a pure decode step of so many sequences computes.</summary>
    internal virtual int DecodeRows(int sequences) => sequences;

    /// <summary>Tabulates pure decode steps.</summary>
    private protected void Prepare()
    {
        if (DecodeTokenMicroseconds is not { } each || localShare > 0 || LaunchMicroseconds > 0) return;
        linear = true;
        perToken = Picoseconds(Layers * each);
        starts = new DecodeStart[Tabulated + 1];
        for (var sequences = 1; sequences <= Tabulated; sequences++) starts[sequences] = Start(sequences);
    }

    /// <inheritdoc/>
    public StepCost Step(in StepShape shape)
    {
        if (shape.Prefills.IsEmpty)
        {
            if (shape.Decodes == 0) return default;
            if (linear && shape.GraphBatch == 0)
            {
                var start = shape.Decodes <= Tabulated ? starts[shape.Decodes] : Start(shape.Decodes);
                return new(start.Duration + (perToken * shape.DecodeContext), (Layers * layerWeightBytes) + headBytes, start.ExpertBytes, DecodeKv(shape), DecodeFlops(shape));
            }
        }
        var (gpu, weights, experts, kv, flops) = (0.0, 0.0, 0.0, 0.0, 0.0);
        var (ofPrefills, ofBoth) = (0.0, 0.0);
        for (var layer = 0; layer < Layers;)
        {
            var load = Load(shape, layer, out var end);
            var layers = end - layer;
            layer = end;
            if (load.Tokens == 0) continue;
            weights += layers * layerWeightBytes;
            gpu += layers * Layer(load).Total;
            experts += layers * load.ExpertShare;
            if (load.PrefillTokens > 0 && load.Decodes > 0) ofBoth += layers * load.ExpertShare;
            else if (load.PrefillTokens > 0) ofPrefills += layers * load.ExpertShare;
            kv += layers * (load.DecodeContext + load.Decodes + load.PrefillKv);
            flops += layers * ((TokenFlops * (load.Decodes + load.PrefillTokens)) + (PairFlops * (load.Pairs + load.DecodeContext)));
        }
        var rows = Rows(shape);
        if (rows > 0)
        {
            gpu += Head(rows);
            weights += headBytes;
        }
        var host = Host(shape.Decodes + shape.Prefills.Length, shape.GraphBatch > 0);
        if (shape.GraphBatch == 0) gpu = Math.Max(gpu, LaunchMicroseconds);
        return new(
            Picoseconds(gpu + host), weights, experts * ExpertBytesOfAll, kv * kvPerTokenLayer, flops + (HeadFlops * rows),
            ofPrefills * ExpertBytesOfAll, ofBoth * ExpertBytesOfAll);
    }

    /// <inheritdoc/>
    public int Segments(in StepShape shape, Span<long> ends)
    {
        var duration = Step(shape).Duration;
        // The engine's part comes before the first kernel; what launches cost beyond the kernels is spread over them.
        var at = Host(shape.Decodes + shape.Prefills.Length, shape.GraphBatch > 0);
        var stretch = 1.0;
        if (LaunchMicroseconds > 0 && shape.GraphBatch == 0)
        {
            var gpu = Head(Rows(shape));
            for (var layer = 0; layer < Layers;)
            {
                var time = Time(shape, layer, out var end);
                gpu += time.Total * (end - layer);
                layer = end;
            }
            stretch = Math.Max(1, LaunchMicroseconds / gpu);
        }
        var count = 0;
        for (var layer = 0; layer < Layers;)
        {
            var time = Time(shape, layer, out var end);
            for (; layer < end; layer++)
            {
                if (time == default) continue;
                at += time.Attention * stretch;
                ends[count++] = Math.Min(duration, Picoseconds(at));
                at += time.Mlp * stretch;
                ends[count++] = Math.Min(duration, Picoseconds(at));
            }
        }
        if (count > 0) ends[count - 1] = duration;
        return count;
    }

    /// <inheritdoc/>
    public double Energy(in StepCost cost) =>
        (Power.StaticWatts * Parallelism.Tensor * SimTime.ToSeconds(cost.Duration))
        + (1e-12 * ((Power.ExpertPicojoules * cost.ExpertBytes) + (Power.BytePicojoules * (cost.WeightBytes + cost.KvBytes)) + (Power.FlopPicojoules * cost.Flops)));

    /// <summary>Pairs of token and context token when <paramref name="fresh"/> tokens look back on themselves and <paramref name="past"/> ones: c (k + c/2), less what is beyond a window.</summary>
    internal double Pairs(int fresh, int past)
    {
        var all = fresh * (past + (fresh / 2.0));
        return localShare > 0 ? all - (localShare * (all - InWindow(fresh, past))) : all;
    }

    private double ExpertBytesOfAll => Model.Experts * Model.ExpertBytes / ExpertReplicas;

    private static long Picoseconds(double microseconds) => (long)Math.Round(microseconds * SimTime.Microsecond);

    private DecodeStart Start(int sequences)
    {
        var load = DecodeLoad(sequences, 0);
        return new(Picoseconds((Layers * Layer(load).Total) + Head(sequences) + Host(sequences, graph: false)), Layers * load.ExpertShare * ExpertBytesOfAll);
    }

    private double DecodeKv(in StepShape shape) => (shape.DecodeContext + shape.Decodes) * Layers * kvPerTokenLayer;

    private double DecodeFlops(in StepShape shape) =>
        (shape.Decodes * ((TokenFlops * Layers) + HeadFlops)) + (PairFlops * Layers * shape.DecodeContext);

    private LayerLoad DecodeLoad(int sequences, long context) => new()
    {
        Tokens = DecodeRows(sequences),
        Decodes = sequences,
        DecodeContext = Seen(sequences, context),
        ExpertShare = Share(DecodeSamples(sequences)),
    };

    /// <summary>The load of a layer, and the first layer behind it that has another one.</summary>
    private LayerLoad Load(in StepShape shape, int layer, out int end)
    {
        end = Layers;
        var (tokens, attention, pairs, kv) = (0, 0.0, 0.0, 0.0);
        var samples = DecodeSamples(shape.Decodes);
        foreach (ref readonly var chunk in shape.Prefills)
        {
            var to = chunk.LayerTo == 0 ? Layers : chunk.LayerTo;
            if (layer >= to) continue;
            if (layer < chunk.LayerFrom)
            {
                end = Math.Min(end, chunk.LayerFrom);
                continue;
            }
            end = Math.Min(end, to);
            tokens += chunk.New;
            attention += ChunkAttention(chunk.New, chunk.Past);
            pairs += Pairs(chunk.New, chunk.Past);
            kv += chunk.Past + chunk.New;
            samples += PrefillSamples(chunk.New);
        }
        var rows = (double)(tokens == 0 ? DecodeRows(shape.Decodes) : tokens + shape.Decodes);
        // A captured graph computes its padding as well, in the layers that it runs through.
        if (shape.GraphBatch > 0 && rows > 0) rows = Math.Max(rows, (double)shape.GraphBatch * Math.Max(1, shape.GraphLength));
        return new()
        {
            Tokens = rows,
            Decodes = shape.Decodes,
            DecodeContext = Seen(shape.Decodes, shape.DecodeContext),
            PrefillTokens = tokens,
            PrefillAttention = attention,
            ExpertShare = Share(samples),
            Pairs = pairs,
            PrefillKv = kv,
        };
    }

    /// <summary>The duration of a layer, and the first layer behind it that has another one; nothing when no token passes.</summary>
    private LayerTime Time(in StepShape shape, int layer, out int end)
    {
        var load = Load(shape, layer, out end);
        return load.Tokens == 0 ? default : Layer(load);
    }

    private double DecodeSamples(int tokens) =>
        tokens < decodeSamples.Length ? decodeSamples[tokens] : Coverage?.DecodeSamples(tokens * ExpertReplicas) ?? 0;

    private double PrefillSamples(int tokens) =>
        tokens < prefillSamples.Length ? prefillSamples[tokens] : ExpertReplicas * Coverage?.PrefillSamples(tokens) ?? 0;

    private double Share(double samples) => Coverage is null ? 0 : expertsShare * Coverage.Share(samples);

    /// <summary>Context that decodes see, the mean over layers.</summary>
    private double Seen(int sequences, long context) =>
        localShare > 0 ? context - (localShare * (context - Math.Min(context, (double)sequences * Model.Window))) : context;

    private double InWindow(int fresh, int past)
    {
        double window = Model.Window, end = past + fresh;
        if (end <= window) return fresh * (past + (fresh / 2.0));
        return past >= window ? fresh * window : (((window * window) - ((double)past * past)) / 2) + ((end - window) * window);
    }

    private int Rows(in StepShape shape)
    {
        var rows = shape.Decodes;
        foreach (ref readonly var chunk in shape.Prefills)
            if (chunk.LayerTo == 0 || chunk.LayerTo >= Layers) rows++;
        return rows;
    }

    private readonly record struct DecodeStart(long Duration, double ExpertBytes);
}
