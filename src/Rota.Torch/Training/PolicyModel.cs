using Rota.Learning.Networks;

namespace Rota.Torch.Training;

/// <summary>
/// What training changes: weights and moments as flat arrays in plain memory. libtorch only ever sees copies inside one step, so nothing of it outlives the
/// step, and a checkpoint is these arrays.
/// </summary>
public sealed class PolicyModel
{
    private readonly int[] offsets;

    /// <summary>A fresh model.</summary>
    public PolicyModel(NetworkLayout layout, ulong seed)
    {
        Layout = layout;
        offsets = new int[layout.Parameters.Length + 1];
        for (var i = 0; i < layout.Parameters.Length; i++) offsets[i + 1] = offsets[i] + layout.Parameters[i].Length;
        Weights = new float[offsets[^1]];
        Adam = new(Weights.Length);
        Put(Initialisation.Create(layout, seed));
    }

    /// <summary>The parameters.</summary>
    public NetworkLayout Layout { get; }

    /// <summary>All weights, parameter after parameter.</summary>
    public float[] Weights { get; }

    /// <summary>The optimiser.</summary>
    public Adam Adam { get; }

    /// <summary>Length of each parameter.</summary>
    public IEnumerable<long> Lengths => Layout.Parameters.Select(p => (long)p.Length);

    /// <summary>The network at work with the weights of this moment.</summary>
    public PolicyNetwork Network() => new(Layout, Copy());

    /// <summary>The weights by name, copied.</summary>
    public Dictionary<string, float[]> Copy()
    {
        var weights = new Dictionary<string, float[]>();
        for (var i = 0; i < Layout.Parameters.Length; i++) weights[Layout.Parameters[i].Name] = Weights[offsets[i]..offsets[i + 1]];
        return weights;
    }

    /// <summary>Takes weights over by name.</summary>
    public void Put(IReadOnlyDictionary<string, float[]> weights)
    {
        for (var i = 0; i < Layout.Parameters.Length; i++) weights[Layout.Parameters[i].Name].CopyTo(Weights, offsets[i]);
    }
}
