using Rota.Learning.Files;
using Rota.Learning.Networks;

namespace Rota.Shop.Blocking.Learning;

/// <summary>Learnt dispatchers of blocking shops that come with the library, and those of users.</summary>
public static class BlockingModels
{
    private static readonly Lazy<PolicyNetwork> Flat = new(() => Load("blocking-shop", false));
    private static readonly Lazy<PolicyNetwork> Deep = new(() => Load("blocking-shop-graph", true));

    /// <summary>The policy trained by <c>rota train blocking-shop</c>, which looks at candidates; a copy with scratch of its own.</summary>
    public static PolicyNetwork Candidates => Flat.Value.ForThread();

    /// <summary>The policy trained by <c>rota train blocking-shop-graph</c>, which looks at the whole graph; a copy with scratch of its own.</summary>
    public static PolicyNetwork Graph => Deep.Value.ForThread();

    /// <summary>A policy of a user, trained in <see cref="BlockingEnvironment"/>, with the graph or without.</summary>
    /// <param name="path">The safetensors file.</param>
    /// <exception cref="Rota.Formats.InputException">No such file, no policy, or one of another environment.</exception>
    public static PolicyNetwork Read(string path)
    {
        var file = Safetensors.Read(path);
        var graph = file.Word("schema_hash") == BlockingEnvironment.SchemaOf(true).Hash;
        return PolicyFile.Network(file, BlockingEnvironment.SchemaOf(graph), path);
    }

    private static PolicyNetwork Load(string name, bool graph)
    {
        var resource = $"Rota.Shop.Blocking.Learning.{name}.safetensors";
        using var stream = typeof(BlockingModels).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"resource {resource} is missing");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return PolicyFile.Network(Safetensors.Read(memory.ToArray(), resource), BlockingEnvironment.SchemaOf(graph), resource);
    }
}
