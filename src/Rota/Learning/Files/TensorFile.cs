using System.Collections.Immutable;

namespace Rota.Learning.Files;

/// <summary>What a safetensors file holds.</summary>
/// <param name="Tensors">The arrays, in the order of their bytes.</param>
/// <param name="Metadata">Words about them, in the order of the file.</param>
public sealed record TensorFile(ImmutableArray<NamedTensor> Tensors, ImmutableArray<KeyValuePair<string, string>> Metadata)
{
    /// <summary>The metadata of a key, null without one.</summary>
    public string? Word(string key)
    {
        foreach (var (name, value) in Metadata)
            if (name == key) return value;
        return null;
    }

    /// <summary>The array of a name, null without one.</summary>
    public NamedTensor? Tensor(string name) => Tensors.FirstOrDefault(t => t.Name == name);
}
