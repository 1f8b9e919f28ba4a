using Rota.Learning.Networks;
using Rota.Learning.Rollouts;
using TorchSharp;
using F = TorchSharp.torch.nn.functional;
using Tensor = TorchSharp.torch.Tensor;

namespace Rota.Torch.Training;

/// <summary>
/// The network of a layout on libtorch, for gradients: the same arithmetic as <see cref="PolicyNetwork"/>, for many decisions at once. Made anew for every
/// step inside the caller's dispose scope; keeps nothing.
/// </summary>
internal sealed class TorchNetwork
{
    private readonly NetworkLayout layout;
    private readonly Dictionary<string, Tensor> parameters = [];

    /// <summary>A network whose weights are one leaf, so that their gradient is one tensor.</summary>
    public TorchNetwork(PolicyModel model)
    {
        layout = model.Layout;
        Flat = Ragged.Numbers(model.Weights).requires_grad_();
        var parts = Flat.split([.. model.Lengths]);
        for (var i = 0; i < parts.Length; i++)
        {
            var parameter = layout.Parameters[i];
            parameters[parameter.Name] = parts[i].view([.. parameter.Shape.Select(extent => (long)extent)]);
        }
    }

    /// <summary>All weights.</summary>
    public Tensor Flat { get; }

    /// <summary>Scores of all candidates, masked ones far below the rest, and a value a decision.</summary>
    public (Tensor Logits, Tensor? Values) Forward(ObservationBatch batch)
    {
        var (schema, shape) = (layout.Schema, layout.Shape);
        var sets = Encode(batch);
        var decisions = Ragged.SegmentIds(batch.CandidateOffsets);
        var columns = new List<Tensor>();
        if (schema.CandidateFeatures > 0) columns.Add(Ragged.Rows(batch.Candidates, schema.CandidateFeatures));
        if (schema.CandidateSet >= 0) columns.Add(Pointed(sets[schema.CandidateSet], batch.CandidateRows));
        if (layout.ContextInputs > 0)
        {
            var inputs = new List<Tensor>();
            if (schema.Globals > 0) inputs.Add(Ragged.Rows(batch.Globals, schema.Globals));
            for (var s = 0; s < sets.Length; s++) inputs.Add(Ragged.Mean(sets[s], batch.SetOffsets(s)));
            columns.Add(Activate(Linear("context", torch.cat(inputs, 1))).index_select(0, decisions));
        }
        var candidates = columns.Count == 1 ? columns[0] : torch.cat(columns, 1);
        var logits = Head("actor", candidates).squeeze(1).masked_fill(Ragged.Illegal(batch.Legal), Scalars.Of(Ragged.Never));
        return (logits, shape.Critic ? Head("critic", Ragged.Mean(candidates, batch.CandidateOffsets)).squeeze(1) : null);
    }

    private Tensor[] Encode(ObservationBatch batch)
    {
        var (schema, shape) = (layout.Schema, layout.Shape);
        var sets = new Tensor[schema.Sets.Length];
        for (var s = 0; s < sets.Length; s++) sets[s] = Activate(Linear($"set.{schema.Sets[s].Name}", Ragged.Rows(batch.Set(s), schema.Sets[s].Features)));
        for (var round = 0; round < shape.Rounds; round++)
        {
            var joined = new Tensor[schema.Edges.Length];
            for (var e = 0; e < joined.Length; e++) joined[e] = Send(batch, sets, e, round);
            for (var s = 0; s < sets.Length; s++)
            {
                var name = schema.Sets[s].Name;
                var incoming = layout.Incoming(s);
                if (incoming.Length > 0)
                {
                    var update = Activate(Linear($"round{round}.update.{name}", torch.cat([sets[s], .. incoming.Select(e => joined[e])], 1)));
                    sets[s] = Norm($"round{round}.norm.{name}", sets[s].Plus(update));
                }
                if (shape.Heads == 0) continue;
                var attention = $"round{round}.attention.{name}";
                var seen = Ragged.Attend(Linear(attention + ".in", sets[s]), batch.SetOffsets(s), shape.Heads, shape.Width);
                sets[s] = Norm(attention + ".norm", sets[s].Plus(Linear(attention + ".out", seen)));
            }
        }
        return sets;
    }

    private Tensor Send(ObservationBatch batch, Tensor[] sets, int edge, int round)
    {
        var schema = layout.Schema;
        var inputs = sets[schema.EdgeFrom[edge]].index_select(0, Ragged.Indices(batch.From(edge)));
        if (schema.Edges[edge].Features > 0) inputs = torch.cat([inputs, Ragged.Rows(batch.Edges(edge), schema.Edges[edge].Features)], 1);
        var messages = Activate(Linear($"round{round}.edge.{schema.Edges[edge].Name}", inputs));
        return Ragged.Scatter(layout.Shape.Aggregation, messages, batch.To(edge), sets[schema.EdgeTo[edge]].shape[0]);
    }

    private static Tensor Pointed(Tensor rows, ReadOnlySpan<int> targets)
    {
        var indices = new long[targets.Length];
        var points = new float[targets.Length];
        for (var i = 0; i < targets.Length; i++)
        {
            indices[i] = Math.Max(0, targets[i]);
            points[i] = targets[i] < 0 ? 0 : 1;
        }
        return rows.index_select(0, torch.tensor(indices)) * Ragged.Numbers(points).unsqueeze(1);
    }

    private Tensor Head(string name, Tensor x)
    {
        for (var i = 0; i < layout.Shape.Hidden; i++) x = Activate(Linear($"{name}.{i}", x));
        return Linear($"{name}.out", x);
    }

    private Tensor Linear(string name, Tensor x) => F.linear(x, parameters[name + ".weight"], parameters[name + ".bias"]);

    private Tensor Norm(string name, Tensor x) =>
        F.layer_norm(x, [layout.Shape.Width], parameters[name + ".weight"], parameters[name + ".bias"], 1e-5);

    private Tensor Activate(Tensor x) => layout.Shape.Activation switch
    {
        Activation.Relu => F.relu(x),
        Activation.LeakyRelu => torch.maximum(x, x * Scalars.Of(0.01)),
        Activation.Gelu => F.gelu(x),
        _ => torch.tanh(x),
    };
}
