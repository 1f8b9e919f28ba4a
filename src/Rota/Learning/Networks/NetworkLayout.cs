using System.Collections.Immutable;

namespace Rota.Learning.Networks;

/// <summary>Every parameter of a shape on a schema, in order: the one list that training, inference and files agree on.</summary>
public sealed class NetworkLayout
{
    private readonly ImmutableArray<ParameterSpec>.Builder parameters = ImmutableArray.CreateBuilder<ParameterSpec>();

    /// <summary>Lists the parameters.</summary>
    /// <exception cref="RotaException">A shape out of its ranges.</exception>
    public NetworkLayout(Schema schema, NetworkShape shape)
    {
        shape.Validate();
        (Schema, Shape) = (schema, shape);
        var (width, root2) = (shape.Width, Math.Sqrt(2));
        foreach (var set in schema.Sets) Linear($"set.{set.Name}", width, set.Features, root2);
        for (var round = 0; round < shape.Rounds; round++)
        {
            foreach (var edge in schema.Edges) Linear($"round{round}.edge.{edge.Name}", width, width + edge.Features, root2);
            for (var s = 0; s < schema.Sets.Length; s++)
            {
                var name = schema.Sets[s].Name;
                var incoming = Incoming(s).Length;
                if (incoming > 0)
                {
                    Linear($"round{round}.update.{name}", width, width * (1 + incoming), root2);
                    Norm($"round{round}.norm.{name}", width);
                }
                if (shape.Heads == 0) continue;
                Linear($"round{round}.attention.{name}.in", 3 * width, width, 1);
                Linear($"round{round}.attention.{name}.out", width, width, 1);
                Norm($"round{round}.attention.{name}.norm", width);
            }
        }
        ContextInputs = schema.Globals + (schema.Sets.Length * width);
        if (ContextInputs > 0) Linear("context", width, ContextInputs, root2);
        CandidateInputs = schema.CandidateFeatures + (schema.CandidateSet >= 0 ? width : 0);
        var context = ContextInputs > 0 ? width : 0;
        Head("actor", CandidateInputs + context, 0.01);
        if (shape.Critic) Head("critic", CandidateInputs + context, 1);
        Parameters = parameters.ToImmutable();
    }

    /// <summary>The observations it reads.</summary>
    public Schema Schema { get; }

    /// <summary>Its shape.</summary>
    public NetworkShape Shape { get; }

    /// <summary>All parameters, in order.</summary>
    public ImmutableArray<ParameterSpec> Parameters { get; }

    /// <summary>Numbers in all parameters.</summary>
    public int Length => Parameters.Sum(p => p.Length);

    /// <summary>Numbers the context is drawn from; 0 when there is no context.</summary>
    public int ContextInputs { get; }

    /// <summary>Numbers a candidate brings, without the context.</summary>
    public int CandidateInputs { get; }

    /// <summary>The kinds of edges that end in a set.</summary>
    public ImmutableArray<int> Incoming(int set) => [.. Enumerable.Range(0, Schema.Edges.Length).Where(e => Schema.EdgeTo[e] == set)];

    private void Head(string name, int inputs, double gain)
    {
        for (var layer = 0; layer < Shape.Hidden; layer++) Linear($"{name}.{layer}", Shape.Width, layer == 0 ? inputs : Shape.Width, Math.Sqrt(2));
        Linear($"{name}.out", 1, Shape.Width, gain);
    }

    private void Linear(string name, int outputs, int inputs, double gain)
    {
        parameters.Add(new(name + ".weight", [outputs, inputs], gain));
        parameters.Add(new(name + ".bias", [outputs], 0));
    }

    private void Norm(string name, int width)
    {
        parameters.Add(new(name + ".weight", [width], -1));
        parameters.Add(new(name + ".bias", [width], 0));
    }
}
