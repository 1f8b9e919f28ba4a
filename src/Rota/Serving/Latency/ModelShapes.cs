using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Serving.Latency;

/// <summary>Models whose shape is known, from their public configurations.</summary>
public static class ModelShapes
{
    private static readonly string[] Endings = ["-hf", "-2507", "-instruct", "-chat", "-it", "-v0.1"];

    /// <summary>Every known model.</summary>
    public static ImmutableArray<ModelShape> All { get; } =
    [
        Llama31("llama-3.1-8b", 131072),
        Llama31("llama-3-8b", 8192),
        new() { Name = "llama-3.1-70b", Layers = 80, Hidden = 8192, Heads = 64, KvHeads = 8, HeadDim = 128, Ffn = 28672, Vocab = 128256, MaxContext = 131072 },
        new() { Name = "llama-2-7b", Layers = 32, Hidden = 4096, Heads = 32, KvHeads = 32, HeadDim = 128, Ffn = 11008, Vocab = 32000, MaxContext = 4096 },
        new() { Name = "llama-2-13b", Layers = 40, Hidden = 5120, Heads = 40, KvHeads = 40, HeadDim = 128, Ffn = 13824, Vocab = 32000, MaxContext = 4096 },
        new() { Name = "llama-2-70b", Layers = 80, Hidden = 8192, Heads = 64, KvHeads = 8, HeadDim = 128, Ffn = 28672, Vocab = 32000, MaxContext = 4096 },
        new() { Name = "qwen1.5-32b", Layers = 64, Hidden = 5120, Heads = 40, KvHeads = 8, HeadDim = 128, Ffn = 27392, Vocab = 152064, MaxContext = 32768 },
        new() { Name = "qwen2.5-7b", Layers = 28, Hidden = 3584, Heads = 28, KvHeads = 4, HeadDim = 128, Ffn = 18944, Vocab = 152064, MaxContext = 32768 },
        new() { Name = "qwen2.5-14b", Layers = 48, Hidden = 5120, Heads = 40, KvHeads = 8, HeadDim = 128, Ffn = 13824, Vocab = 152064, MaxContext = 32768 },
        new() { Name = "qwen2.5-32b", Layers = 64, Hidden = 5120, Heads = 40, KvHeads = 8, HeadDim = 128, Ffn = 27648, Vocab = 152064, MaxContext = 32768 },
        new() { Name = "qwen2.5-72b", Layers = 80, Hidden = 8192, Heads = 64, KvHeads = 8, HeadDim = 128, Ffn = 29568, Vocab = 152064, MaxContext = 32768 },
        new() { Name = "qwen3-0.6b", Layers = 28, Hidden = 1024, Heads = 16, KvHeads = 8, HeadDim = 128, Ffn = 3072, Vocab = 151936, TiedHead = true, MaxContext = 40960 },
        new() { Name = "qwen3-8b", Layers = 36, Hidden = 4096, Heads = 32, KvHeads = 8, HeadDim = 128, Ffn = 12288, Vocab = 151936, MaxContext = 40960 },
        new() { Name = "qwen3-32b", Layers = 64, Hidden = 5120, Heads = 64, KvHeads = 8, HeadDim = 128, Ffn = 25600, Vocab = 151936, MaxContext = 40960 },
        new() { Name = "qwen3-30b-a3b", Layers = 48, Hidden = 2048, Heads = 32, KvHeads = 4, HeadDim = 128, Ffn = 768, Vocab = 151936, Experts = 128, ExpertsPerToken = 8, MaxContext = 40960 },
        new() { Name = "mixtral-8x7b", Layers = 32, Hidden = 4096, Heads = 32, KvHeads = 8, HeadDim = 128, Ffn = 14336, Vocab = 32000, Experts = 8, ExpertsPerToken = 2, MaxContext = 32768 },
        new() { Name = "opt-13b", Layers = 40, Hidden = 5120, Heads = 40, KvHeads = 40, HeadDim = 128, Ffn = 20480, Vocab = 50272, Gated = false, TiedHead = true, MaxContext = 2048 },
        new()
        {
            Name = "gpt-oss-20b", Layers = 24, Hidden = 2880, Heads = 64, KvHeads = 8, HeadDim = 64, Ffn = 2880, Vocab = 201088, Experts = 32, ExpertsPerToken = 4,
            Window = 128, FullLayers = 12, MaxContext = 131072,
        },
        new()
        {
            Name = "gemma-3-12b", Layers = 48, Hidden = 3840, Heads = 16, KvHeads = 8, HeadDim = 256, Ffn = 15360, Vocab = 262208, TiedHead = true,
            Window = 1024, FullLayers = 8, MaxContext = 131072,
        },
    ];

    /// <summary>A model by its name, case, owner ("meta-llama/") and "-Instruct", "-Chat", "-it" and "-2507" at the end ignored.</summary>
    /// <exception cref="RotaException">No such model; names the nearest.</exception>
    public static ModelShape Find(string name) => TryFind(name) ?? throw new RotaException(
        $"read model '{name}', expected {string.Join(", ", All.Select(m => m.Name))} or a config.json{Nearest.Hint(Plain(name), All.Select(m => m.Name))}");

    /// <summary>A model by its name; null when it is not known.</summary>
    public static ModelShape? TryFind(string name)
    {
        var plain = Plain(name);
        return All.FirstOrDefault(m => string.Equals(m.Name, plain, StringComparison.OrdinalIgnoreCase));
    }

    private static string Plain(string name)
    {
        var plain = name[(name.LastIndexOf('/') + 1)..];
        if (plain.StartsWith("Meta-", StringComparison.OrdinalIgnoreCase)) plain = plain[5..];
        // Endings come in every order: "-Instruct-v0.1", "-chat-hf".
        for (var length = 0; length != plain.Length;)
        {
            length = plain.Length;
            foreach (var ending in Endings)
                if (plain.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) plain = plain[..^ending.Length];
        }
        return plain;
    }

    private static ModelShape Llama31(string name, int context) =>
        new() { Name = name, Layers = 32, Hidden = 4096, Heads = 32, KvHeads = 8, HeadDim = 128, Ffn = 14336, Vocab = 128256, MaxContext = context };
}
