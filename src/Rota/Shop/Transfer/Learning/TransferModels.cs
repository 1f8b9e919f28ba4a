using Rota.Learning.Files;

namespace Rota.Shop.Transfer.Learning;

/// <summary>The policy that ships with the library; <c>rota train glass-flow</c> makes it again.</summary>
public static class TransferModels
{
    private const string Resource = "Rota.Shop.Transfer.glass-flow.safetensors";
    private static readonly Lazy<TensorFile> Shipped = new(Read);

    /// <summary>A fresh copy of the shipped policy, for one thread.</summary>
    public static LearnedTransfer Create() => new(PolicyFile.Network(Shipped.Value, TransferFeatures.Schema, Resource));

    /// <summary>Where it comes from.</summary>
    public static PolicyCard Card => PolicyFile.Card(Shipped.Value, Resource);

    private static TensorFile Read()
    {
        using var stream = typeof(TransferModels).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"resource {Resource} is missing");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Safetensors.Read(bytes, Resource);
    }
}
