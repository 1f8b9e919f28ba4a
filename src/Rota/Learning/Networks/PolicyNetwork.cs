namespace Rota.Learning.Networks;

/// <summary>A network at work, in plain C#: one observation in, a score a candidate and a value out. Keeps scratch: one a thread (<see cref="ForThread"/>).</summary>
public sealed class PolicyNetwork
{
    private readonly NetworkLayout layout;
    private readonly IReadOnlyDictionary<string, float[]> weights;
    private readonly SetEncoder encoder;
    private readonly LinearLayer? context;
    private readonly LinearLayer[] actor;
    private readonly LinearLayer[] critic;
    private readonly Scratch contextInput = new(), contextOutput = new(), inputs = new(), front = new(), back = new(), mean = new();

    /// <summary>A network from its parameters.</summary>
    /// <param name="layout">Which parameters.</param>
    /// <param name="weights">Their values by name; taken over, not copied.</param>
    /// <exception cref="RotaException">A parameter is missing or has another size.</exception>
    public PolicyNetwork(NetworkLayout layout, IReadOnlyDictionary<string, float[]> weights)
    {
        (this.layout, this.weights) = (layout, weights);
        foreach (var parameter in layout.Parameters)
        {
            if (!weights.TryGetValue(parameter.Name, out var values)) throw new RotaException($"the network has no parameter '{parameter.Name}'");
            if (values.Length != parameter.Length) throw new RotaException($"the parameter '{parameter.Name}' has {values.Length} numbers, expected {parameter.Length}");
        }
        LinearLayer Layer(string name) => new(weights[name + ".weight"], weights[name + ".bias"]);
        encoder = new(layout, Layer, name => weights[name]);
        context = layout.ContextInputs > 0 ? Layer("context") : null;
        LinearLayer[] Head(string name) => [.. Enumerable.Range(0, layout.Shape.Hidden).Select(i => Layer($"{name}.{i}")), Layer($"{name}.out")];
        actor = Head("actor");
        critic = layout.Shape.Critic ? Head("critic") : [];
    }

    /// <summary>What it reads.</summary>
    public NetworkLayout Layout => layout;

    /// <summary>The parameters by name.</summary>
    public IReadOnlyDictionary<string, float[]> Weights => weights;

    /// <summary>The same network with scratch of its own.</summary>
    public PolicyNetwork ForThread() => new(layout, weights);

    /// <summary>Scores every candidate, legal or not.</summary>
    /// <param name="observation">The decision.</param>
    /// <param name="logits">Filled, one a candidate.</param>
    /// <returns>The expected value; 0 without a critic.</returns>
    public float Evaluate(Observation observation, Span<float> logits)
    {
        var rows = Candidates(observation, out var width);
        if (!logits.IsEmpty) Head(actor, rows).CopyTo(logits);
        if (critic.Length == 0) return 0;
        var average = mean.Of(width);
        Segments.Mean(rows, average);
        return Head(critic, average)[0];
    }

    /// <summary>The expected value alone.</summary>
    public float Value(Observation observation) => critic.Length == 0 ? 0 : Evaluate(observation, []);

    /// <summary>Each candidate's features, the row it points at, the context: side by side.</summary>
    private Span<float> Candidates(Observation observation, out int width)
    {
        var schema = layout.Schema;
        encoder.Encode(observation);
        var surrounding = Context(observation);
        width = layout.CandidateInputs + surrounding.Length;
        var rows = inputs.Of(observation.CandidateCount * width);
        for (var i = 0; i < observation.CandidateCount; i++)
        {
            var row = rows.Slice(i * width, width);
            observation.Candidates.Slice(i * schema.CandidateFeatures, schema.CandidateFeatures).CopyTo(row);
            if (schema.CandidateSet >= 0)
            {
                var part = row.Slice(schema.CandidateFeatures, layout.Shape.Width);
                var target = observation.CandidateRows[i];
                if (target < 0) part.Clear();
                else encoder.Rows(schema.CandidateSet).Slice(target * layout.Shape.Width, layout.Shape.Width).CopyTo(part);
            }
            surrounding.CopyTo(row[layout.CandidateInputs..]);
        }
        return rows;
    }

    private Span<float> Context(Observation observation)
    {
        if (context is null) return [];
        var input = contextInput.Of(layout.ContextInputs);
        observation.Globals.CopyTo(input);
        for (var s = 0; s < layout.Schema.Sets.Length; s++)
            Segments.Mean(encoder.Rows(s), input.Slice(layout.Schema.Globals + (s * layout.Shape.Width), layout.Shape.Width));
        var output = contextOutput.Of(layout.Shape.Width);
        context.Apply(input, output);
        Kernels.Activate(layout.Shape.Activation, output);
        return output;
    }

    private Span<float> Head(LinearLayer[] layers, ReadOnlySpan<float> rows)
    {
        var count = rows.Length / layers[0].Inputs;
        var input = rows;
        var output = Span<float>.Empty;
        for (var i = 0; i < layers.Length; i++)
        {
            output = (i % 2 == 0 ? front : back).Of(count * layers[i].Outputs);
            layers[i].Apply(input, output);
            if (i < layers.Length - 1) Kernels.Activate(layout.Shape.Activation, output);
            input = output;
        }
        return output;
    }
}
