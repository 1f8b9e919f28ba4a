using System.Runtime.Intrinsics;
using Rota.Learning.Networks;

namespace Rota.Shop.Learning.Clock;

/// <summary>
/// The network of Tassel, Gebser and Schekotihin (ICAPS 2023) at work: tokens of eight numbers, attention inside each job's window, attention among jobs that
/// compete for a machine, a score a job and one for waiting. 2,442 weights, in plain C#. Keeps scratch: one a thread.
/// </summary>
public sealed class ClockNetwork
{
    private const int D = 8, Hidden = 32, Window = ClockWindows.Length, Positions = 100;

    private readonly float[] embeddingFixed, embeddingSelectable, startEnd, projectWeight, projectBias;
    private readonly EncoderLayer inJob, amongJobs;
    private readonly Head job, wait;
    private readonly float[] positional = new float[Positions * D];
    private readonly float[] window = new float[Window * D];
    private readonly float[] encoded = new float[Window * D];
    private readonly int[] visible = new int[Window], zeros = new int[Window], counts = new int[Window];
    private readonly ClockCompetition competition = new();
    private readonly ClockWindows windows = new();
    private readonly IReadOnlyDictionary<string, float[]> tensors;
    private float[] vectors = [], outputs = [];

    /// <summary>A network from its tensors, row by row, named as in the published checkpoint.</summary>
    /// <param name="tensors">By name; a leading <c>actor.</c> may be there.</param>
    /// <exception cref="RotaException">A tensor is missing or has another size.</exception>
    public ClockNetwork(IReadOnlyDictionary<string, float[]> tensors)
    {
        this.tensors = tensors;
        float[] Take(string name, int length)
        {
            var values = tensors.GetValueOrDefault(name) ?? tensors.GetValueOrDefault("actor." + name) ?? throw new RotaException($"there is no tensor '{name}'");
            return values.Length == length ? values : throw new RotaException($"the tensor '{name}' has {values.Length} numbers, expected {length}");
        }
        (embeddingFixed, embeddingSelectable) = (Take("embedding_fixed.weight", 2), Take("embedding_legal_op.weight", 2));
        (startEnd, projectWeight, projectBias) = (Take("tokens_start_end.weight", 12), Take("project.weight", D * 4), Take("project.bias", D));
        EncoderLayer Layer(string name) => new(
            Take($"{name}.self_attn.in_proj_weight", 3 * D * D), Take($"{name}.self_attn.in_proj_bias", 3 * D),
            Take($"{name}.self_attn.out_proj.weight", D * D), Take($"{name}.self_attn.out_proj.bias", D),
            Take($"{name}.linear1.weight", Hidden * D), Take($"{name}.linear1.bias", Hidden), Take($"{name}.linear2.weight", D * Hidden), Take($"{name}.linear2.bias", D),
            Take($"{name}.norm1.weight", D), Take($"{name}.norm1.bias", D), Take($"{name}.norm2.weight", D), Take($"{name}.norm2.bias", D));
        (inJob, amongJobs) = (Layer("enc1"), Layer("enc2"));
        Head Of(string name) => new(Take($"{name}.0.weight", Hidden * D), Take($"{name}.0.bias", Hidden), Take($"{name}.2.weight", Hidden), Take($"{name}.2.bias", 1));
        (job, wait) = (Of("final_tmp"), Of("no_op"));
        for (var p = 0; p < Positions; p++)
        {
            for (var i = 0; i < D; i += 2)
            {
                var angle = p / Math.Pow(10000, i / (double)D);
                positional[(p * D) + i] = (float)Math.Sin(angle);
                positional[(p * D) + i + 1] = (float)Math.Cos(angle);
            }
        }
    }

    /// <summary>The same network with scratch of its own.</summary>
    public ClockNetwork ForThread() => new(tensors);

    /// <summary>Scores of every job and of waiting (the last); negative infinity where that is illegal.</summary>
    internal void Evaluate(ClockState state, Span<float> logits)
    {
        windows.Read(state, asReleased: true);
        var jobs = state.Jobs;
        if (vectors.Length < jobs * D) (vectors, outputs) = (new float[jobs * D], new float[jobs * D]);
        for (var j = 0; j < jobs; j++) Embed(j, vectors.AsSpan(j * D, D));
        amongJobs.Run(vectors.AsSpan(0, jobs * D), outputs.AsSpan(0, jobs * D), jobs, competition.Of(state));
        var sum = 0f;
        for (var j = 0; j < jobs; j++)
        {
            var vector = outputs.AsSpan(j * D, D);
            for (var d = 0; d < D; d++) vector[d] += vectors[(j * D) + d];
            logits[j] = state.IsLegal(j) ? job.Score(vector) : float.NegativeInfinity;
            sum += wait.Score(vector);
        }
        logits[jobs] = state.IsLegal(jobs) ? sum / jobs : float.NegativeInfinity;
    }

    private void Embed(int j, Span<float> vector)
    {
        Span<float> four = stackalloc float[4];
        var seen = 0;
        for (var place = 0; place < Window; place++)
        {
            var at = (j * Window) + place;
            var kind = windows.Kinds[at];
            if (kind != TokenKind.Padding) visible[seen++] = place;
            if (kind == TokenKind.Operation)
            {
                var f = windows.Tokens.Slice(at * 4, 4);
                (four[0], four[1], four[2], four[3]) = (embeddingFixed[(int)f[0]], f[1], f[2], embeddingSelectable[(int)f[3]]);
            }
            else
            {
                startEnd.AsSpan(kind == TokenKind.Start ? 4 : 8, 4).CopyTo(four);
            }
            for (var d = 0; d < D; d++)
            {
                var sum = projectBias[d];
                for (var k = 0; k < 4; k++) sum += projectWeight[(d * 4) + k] * four[k];
                if (kind == TokenKind.Operation) sum += positional[(Math.Min(windows.Positions[at], Positions - 1) * D) + d];
                window[(place * D) + d] = sum;
            }
        }
        Array.Fill(counts, seen);
        inJob.Run(window, encoded, Window, new(visible, zeros, counts));
        vector.Clear();
        // The mean over all five places, padding included, as published.
        for (var i = 0; i < encoded.Length; i++) vector[i % D] += encoded[i] / Window;
    }

    private sealed class Head(float[] weight, float[] bias, float[] last, float[] lastBias)
    {
        private readonly float[] transposed = Kernels.Transpose(weight, Hidden, D);

        public float Score(ReadOnlySpan<float> vector)
        {
            var x = Vector256.Create(vector);
            var score = lastBias[0];
            for (var block = 0; block < Hidden; block += D)
            {
                var hidden = EncoderLayer.Linear(x, transposed, bias, block, Hidden);
                for (var i = 0; i < D; i++) score += last[block + i] * MathF.Tanh(hidden.GetElement(i));
            }
            return score;
        }
    }
}
