using Rota.Learning.Files;
using Rota.Learning.Networks;

namespace Rota.Shop.Learning;

/// <summary>Learnt policies of shops that come with the library, and those of users.</summary>
public static class ShopModels
{
    private const string Resource = "Rota.Shop.Learning.job-shop.safetensors";

    private static readonly Lazy<(PolicyNetwork Network, PolicyCard Card)> Shipped = new(Load);

    /// <summary>The policy trained by <c>rota train job-shop</c>; a copy with scratch of its own.</summary>
    public static PolicyNetwork JobShop => Shipped.Value.Network.ForThread();

    /// <summary>Where it comes from.</summary>
    public static PolicyCard JobShopCard => Shipped.Value.Card;

    /// <summary>A policy of a user, trained in <see cref="ActiveShopEnvironment"/>.</summary>
    /// <param name="path">The safetensors file.</param>
    /// <exception cref="Rota.Formats.InputException">No such file, no policy, or one of another environment.</exception>
    public static PolicyNetwork Read(string path) => PolicyFile.Network(Safetensors.Read(path), ActiveShopEnvironment.Shown, path);

    private static (PolicyNetwork, PolicyCard) Load()
    {
        using var stream = typeof(ShopModels).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"resource {Resource} is missing");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var file = Safetensors.Read(memory.ToArray(), Resource);
        return (PolicyFile.Network(file, ActiveShopEnvironment.Shown, Resource), PolicyFile.Card(file, Resource));
    }
}
