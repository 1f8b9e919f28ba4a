using System.Collections.Immutable;

namespace Rota.Learning.Networks;

/// <summary>Embeds the rows of an observation's sets and lets them exchange messages and look at each other, round after round.</summary>
internal sealed class SetEncoder
{
    private readonly NetworkLayout layout;
    private readonly LinearLayer[] embed;
    private readonly Round[] rounds;
    private readonly Scratch[] rows;
    private readonly int[] counts;
    private readonly Scratch[] joined;
    private readonly Scratch input = new(), output = new(), projected = new(), attended = new();

    public SetEncoder(NetworkLayout layout, Func<string, LinearLayer> layer, Func<string, float[]> values)
    {
        this.layout = layout;
        var sets = layout.Schema.Sets;
        embed = [.. sets.Select(s => layer($"set.{s.Name}"))];
        rounds = [.. Enumerable.Range(0, layout.Shape.Rounds).Select(r => new Round(layout, $"round{r}", layer, values))];
        rows = [.. sets.Select(_ => new Scratch())];
        counts = new int[sets.Length];
        joined = [.. layout.Schema.Edges.Select(_ => new Scratch())];
    }

    /// <summary>The rows of a set, [rows, width].</summary>
    public Span<float> Rows(int set) => rows[set].Of(counts[set] * layout.Shape.Width);

    public void Encode(Observation observation)
    {
        for (var s = 0; s < embed.Length; s++)
        {
            counts[s] = observation.Rows(s);
            embed[s].Apply(observation.Set(s), Rows(s));
            Kernels.Activate(layout.Shape.Activation, Rows(s));
        }
        foreach (var round in rounds)
        {
            for (var e = 0; e < joined.Length; e++) Send(observation, e, round.Edges[e]);
            for (var s = 0; s < embed.Length; s++)
            {
                if (round.Update[s] is { } update) Receive(s, update, round.Norm[s]!.Value);
                if (round.Project[s] is { } project) Look(s, project, round.Out[s]!, round.AttentionNorm[s]!.Value);
            }
        }
    }

    private void Send(Observation observation, int edge, LinearLayer message)
    {
        var (schema, width) = (layout.Schema, layout.Shape.Width);
        var from = observation.From(edge);
        var to = observation.To(edge);
        var features = schema.Edges[edge].Features;
        var source = Rows(schema.EdgeFrom[edge]);
        var inputs = input.Of(from.Length * (width + features));
        for (var i = 0; i < from.Length; i++)
        {
            source.Slice(from[i] * width, width).CopyTo(inputs[(i * (width + features))..]);
            observation.Edges(edge).Slice(i * features, features).CopyTo(inputs[((i * (width + features)) + width)..]);
        }
        var messages = output.Of(from.Length * width);
        message.Apply(inputs, messages);
        Kernels.Activate(layout.Shape.Activation, messages);
        Segments.Scatter(layout.Shape.Aggregation, messages, to, joined[edge].Of(counts[schema.EdgeTo[edge]] * width), width);
    }

    private void Receive(int set, LinearLayer update, (float[] Scale, float[] Shift) norm)
    {
        var width = layout.Shape.Width;
        var incoming = layout.Incoming(set);
        var total = width * (1 + incoming.Length);
        var own = Rows(set);
        var count = counts[set];
        var inputs = input.Of(count * total);
        for (var r = 0; r < count; r++)
        {
            own.Slice(r * width, width).CopyTo(inputs[(r * total)..]);
            for (var k = 0; k < incoming.Length; k++)
                joined[incoming[k]].Of(count * width).Slice(r * width, width).CopyTo(inputs[((r * total) + ((k + 1) * width))..]);
        }
        var changed = output.Of(count * width);
        update.Apply(inputs, changed);
        Kernels.Activate(layout.Shape.Activation, changed);
        Kernels.Add(own, changed);
        Kernels.LayerNorm(own, norm.Scale, norm.Shift);
    }

    private void Look(int set, LinearLayer project, LinearLayer mix, (float[] Scale, float[] Shift) norm)
    {
        var width = layout.Shape.Width;
        var own = Rows(set);
        var triple = projected.Of(counts[set] * 3 * width);
        project.Apply(own, triple);
        var seen = attended.Of(counts[set] * width);
        Attention.Attend(triple, seen, layout.Shape.Heads, width);
        var mixed = output.Of(counts[set] * width);
        mix.Apply(seen, mixed);
        Kernels.Add(own, mixed);
        Kernels.LayerNorm(own, norm.Scale, norm.Shift);
    }

    /// <summary>The layers of one round; entries by set, null where a set has none.</summary>
    private sealed class Round
    {
        public Round(NetworkLayout layout, string name, Func<string, LinearLayer> layer, Func<string, float[]> values)
        {
            Edges = [.. layout.Schema.Edges.Select(e => layer($"{name}.edge.{e.Name}"))];
            (float[], float[])? NormOf(string norm) => (values(norm + ".weight"), values(norm + ".bias"));
            for (var s = 0; s < layout.Schema.Sets.Length; s++)
            {
                var set = layout.Schema.Sets[s].Name;
                var receives = layout.Incoming(s).Length > 0;
                Update = Update.Add(receives ? layer($"{name}.update.{set}") : null);
                Norm = Norm.Add(receives ? NormOf($"{name}.norm.{set}") : null);
                var looks = layout.Shape.Heads > 0;
                Project = Project.Add(looks ? layer($"{name}.attention.{set}.in") : null);
                Out = Out.Add(looks ? layer($"{name}.attention.{set}.out") : null);
                AttentionNorm = AttentionNorm.Add(looks ? NormOf($"{name}.attention.{set}.norm") : null);
            }
        }

        public ImmutableArray<LinearLayer> Edges { get; }

        public ImmutableArray<LinearLayer?> Update { get; } = [];

        public ImmutableArray<(float[], float[])?> Norm { get; } = [];

        public ImmutableArray<LinearLayer?> Project { get; } = [];

        public ImmutableArray<LinearLayer?> Out { get; } = [];

        public ImmutableArray<(float[], float[])?> AttentionNorm { get; } = [];
    }
}
