namespace Rota.Serving.Latency;

/// <summary>One fit: the search over knee and exponent, and around it the linear problem in the other constants.</summary>
internal sealed class LatencyFitSearch
{
    private static readonly string[] Columns = ["GemmBwTBs", "StepUs", "SequenceUs", "AttentionBwTBs", "MixedPenalty", "AttentionTFlops"];

    private readonly IReadOnlyList<StepSample> samples;
    private readonly ModelShape model;
    private readonly Gpu start;
    private readonly Parallelism parallelism;
    private readonly double layerParameters;
    private readonly double decodeBytes;
    private readonly double pairFlops;
    private readonly Dictionary<string, double> errors = [];
    private readonly List<string> warnings = [];
    private readonly double[] matrices;
    private NonNegativeLeastSquares? problem;
    private readonly bool[] active = [true, true, true, true, true, true];

    public LatencyFitSearch(IReadOnlyList<StepSample> samples, ModelShape model, Gpu start, Parallelism parallelism)
    {
        (this.samples, this.model, this.start, this.parallelism) = (samples, model, start, parallelism);
        matrices = new double[samples.Count];
        layerParameters = (model.AttentionParameters + model.MlpParameters) / parallelism.Tensor;
        decodeBytes = 2.0 * Math.Max(1.0, (double)model.KvHeads / parallelism.Tensor) * model.HeadDim * model.KvBytes * model.Layers;
        pairFlops = 4.0 * model.Heads * model.HeadDim * model.Layers / parallelism.Tensor;
    }

    private KernelRates Start => start.Kernels;

    /// <summary>Rows at which reading and computing take as long.</summary>
    private double StartKnee => Start.GemmTeraflops / Start.GemmBandwidth * model.WeightBytes / 2;

    public LatencyFitReport Run(double[] exponents, double leastOwnShare)
    {
        Choose(leastOwnShare);
        problem = null;
        var (knee, exponent, kneeKnown, exponentKnown) = Search(exponents);
        var last = At(knee, exponent);
        var (coefficients, sum) = last.Solve();
        var variance = sum / Math.Max(1, samples.Count - coefficients.Length);
        var own = new double[Columns.Length];
        Array.Fill(own, double.NaN);
        for (int c = 0, k = 0; c < Columns.Length; c++)
        {
            if (!active[c]) continue;
            if (coefficients[k] > 0)
            {
                own[c] = coefficients[k];
                errors[Columns[c]] = last.StandardError(k, variance) / coefficients[k];
            }
            else warnings.Add($"{Columns[c]} comes out as 0 and keeps its value: the data do not show it");
            k++;
        }
        var kernels = Kernels(own, knee, exponent, kneeKnown, exponentKnown);
        var gpu = start with { Kernels = kernels, Name = start.Name + "-fitted", Aliases = [] };
        var latency = new AnalyticLatency(model, gpu, new() { Parallelism = parallelism });
        var (mean, p90, worst, bias) = LatencyFit.Residuals(latency, samples);
        foreach (var (name, error) in errors)
            if (error > 0.25) warnings.Add(FormattableString.Invariant($"{name} is known to {100 * error:0} % only"));
        return new(gpu, LatencyFit.Table(kernels, name => errors.GetValueOrDefault(name, double.NaN)), samples.Count, mean, p90, worst, bias, [.. warnings]);
    }

    /// <summary>Switches off what cannot be told from the rest; the least wanted first.</summary>
    private void Choose(double leastOwnShare)
    {
        var mixed = samples.Any(s => s.PrefillTokens > 0 && s.Context > 0);
        var pure = samples.Any(s => s.PrefillTokens == 0 && s.Context > 0);
        if (!mixed || !pure)
        {
            active[4] = false;
            if (mixed || pure) warnings.Add(mixed ? "no step decodes alone: MixedPenalty keeps its value" : "no step decodes beside a prompt: MixedPenalty keeps its value");
        }
        if (!mixed && !pure) Drop(3, "no step decodes");
        if (!samples.Any(s => s.PrefillTokens > 0)) Drop(5, "no step has a prompt");
        foreach (var column in (ReadOnlySpan<int>)[2, 1, 4, 5, 3])
        {
            if (!active[column]) continue;
            var place = 0;
            for (var c = 0; c < column; c++) place += active[c] ? 1 : 0;
            problem = null;
            if (At(StartKnee, Start.GemmExponent).OwnShare(place) < leastOwnShare) Drop(column, "its effect cannot be told from the others'");
        }
    }

    private void Drop(int column, string why)
    {
        active[column] = false;
        warnings.Add($"{Columns[column]} keeps its value: {why}");
    }

    private (double Knee, double Exponent, bool KneeKnown, bool ExponentKnown) Search(double[] exponents)
    {
        var (best, at, exponent) = (double.PositiveInfinity, StartKnee, Start.GemmExponent);
        foreach (var p in exponents)
        {
            var (knee, sum) = BestKnee(p);
            if (sum < best) (best, at, exponent) = (sum, knee, p);
        }
        // A knee that may as well be half or twice as far is not in the data.
        var slack = (1.02 * best) + (1e-9 * samples.Count);
        var kneeKnown = Sum(at / 2, exponent) > slack && Sum(at * 2, exponent) > slack;
        if (!kneeKnown)
        {
            warnings.Add("GemmTFlops and GemmExponent keep their values: no steps on both sides of where reading weights and computing take as long");
            return (StartKnee, Start.GemmExponent, false, false);
        }
        var exponentKnown = exponents.Max(p => BestKnee(p).Sum) > slack;
        if (exponentKnown) return (at, exponent, true, true);
        warnings.Add("GemmExponent keeps its value: too few steps around the knee");
        return (BestKnee(Start.GemmExponent).Knee, Start.GemmExponent, true, false);
    }

    private (double Knee, double Sum) BestKnee(double exponent)
    {
        var (best, at) = (double.PositiveInfinity, StartKnee);
        for (var knee = 4.0; knee < 20_000; knee *= 1.25)
            if (Sum(knee, exponent) is var sum && sum < best) (best, at) = (sum, knee);
        for (var step = 1.12; step > 1.001; step = Math.Sqrt(step))
            foreach (var knee in (ReadOnlySpan<double>)[at / step, at * step])
                if (Sum(knee, exponent) is var sum && sum < best) (best, at) = (sum, knee);
        return (at, best);
    }

    private double Sum(double knee, double exponent) => At(knee, exponent).Solve().SumOfSquares;

    /// <summary>The linear problem at a knee and exponent: only the column of the matrices depends on them.</summary>
    private NonNegativeLeastSquares At(double knee, double exponent)
    {
        problem ??= Problem();
        for (var i = 0; i < samples.Count; i++) matrices[i] = Matrices(samples[i], knee, exponent) / (samples[i].Seconds * 1e6);
        problem.ReplaceFirst(matrices);
        return problem;
    }

    /// <summary>Rows and targets in microseconds over the measured ones, so that errors are relative.</summary>
    private NonNegativeLeastSquares Problem()
    {
        var rows = new double[samples.Count][];
        var target = new double[samples.Count];
        Span<double> all = stackalloc double[Columns.Length];
        for (var i = 0; i < samples.Count; i++)
        {
            var measured = samples[i].Seconds * 1e6;
            var left = measured - Fixed(samples[i]);
            Features(samples[i], all);
            var row = new List<double>(Columns.Length);
            for (var c = 0; c < Columns.Length; c++)
            {
                if (active[c]) row.Add(all[c] / measured);
                else left -= all[c] * Kept(c);
            }
            rows[i] = [.. row];
            target[i] = left / measured;
        }
        return new(rows, target);
    }

    /// <summary>Layers and head in units of reading a layer's weights.</summary>
    private double Matrices(StepSample sample, double knee, double exponent)
    {
        double tokens = sample.PrefillTokens + sample.Decodes, sequences = sample.Prompts + sample.Decodes;
        return (model.Layers * Math.Pow(1 + Math.Pow(tokens / knee, exponent), 1 / exponent))
            + (model.HeadParameters / parallelism.Tensor / layerParameters * Math.Max(1, sequences / knee));
    }

    private void Features(StepSample sample, Span<double> into)
    {
        var mixed = sample.PrefillTokens > 0;
        into[0] = 1;
        into[1] = 1;
        into[2] = sample.Prompts + sample.Decodes;
        // Context in mixed steps is a column of its own while its penalty is looked for, else it counts with the penalty that is known.
        into[3] = mixed ? active[4] ? 0 : Start.MixedPenalty * decodeBytes * sample.Context : decodeBytes * sample.Context;
        into[4] = mixed && active[4] ? decodeBytes * sample.Context : 0;
        into[5] = mixed ? pairFlops * ((sample.PrefillTokens * (double)sample.Past / Math.Max(1, sample.Prompts)) + (sample.PrefillTokens * (double)sample.PrefillTokens / Math.Max(1, sample.Prompts) / 2)) : 0;
    }

    /// <summary>A coefficient that is not fitted, as the GPU had it.</summary>
    private double Kept(int column) => column switch
    {
        1 => Start.StepMicroseconds,
        2 => Start.SequenceMicroseconds,
        3 => 1 / (Start.AttentionBandwidth * 1e6),
        4 => Start.MixedPenalty / (Start.AttentionBandwidth * 1e6),
        5 => 1 / (Start.AttentionTeraflops * 1e6),
        _ => 0,
    };

    /// <summary>Microseconds of what is never fitted: element-wise work, the start of decode attention, all-reduce.</summary>
    private double Fixed(StepSample sample)
    {
        double tokens = sample.PrefillTokens + sample.Decodes;
        var attention = sample.Decodes > 0 ? Start.AttentionStart * (sample.PrefillTokens > 0 ? Start.MixedPenalty : 1) : 0;
        var exchange = parallelism.Tensor > 1 ? 2 * start.AllReduce(parallelism.Tensor).Microseconds(2 * model.Hidden * tokens) : 0;
        return model.Layers * (Start.ElementwiseStart + (Start.ElementwisePerToken * model.Hidden / 4096 * tokens) + attention + exchange);
    }

    private KernelRates Kernels(double[] own, double knee, double exponent, bool kneeKnown, bool exponentKnown)
    {
        var read = own[0];
        var bandwidth = double.IsNaN(read) ? Start.GemmBandwidth : layerParameters * model.WeightBytes / read / 1e6;
        if (kneeKnown) errors["GemmTFlops"] = errors.GetValueOrDefault("GemmBwTBs", double.NaN);
        if (exponentKnown) errors["GemmExponent"] = 0;
        var attention = double.IsNaN(own[3]) ? Start.AttentionBandwidth : 1 / own[3] / 1e6;
        return Start with
        {
            GemmBandwidth = bandwidth,
            GemmTeraflops = kneeKnown ? knee * bandwidth * 2 / model.WeightBytes : Start.GemmTeraflops,
            GemmExponent = exponent,
            AttentionBandwidth = attention,
            MixedPenalty = double.IsNaN(own[4]) ? Start.MixedPenalty : Math.Clamp(own[4] * attention * 1e6, 0.1, 100),
            AttentionTeraflops = double.IsNaN(own[5]) ? Start.AttentionTeraflops : 1 / own[5] / 1e6,
            StepMicroseconds = double.IsNaN(own[1]) ? Start.StepMicroseconds : own[1],
            SequenceMicroseconds = double.IsNaN(own[2]) ? Start.SequenceMicroseconds : own[2],
            Origin = "fitted to a log",
        };
    }
}
