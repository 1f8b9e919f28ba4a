using Rota.Learning.Files;
using Rota.Learning.Networks;

namespace Rota.Cluster.Machines.Learning;

/// <summary>Learnt policies of VM rescheduling that come with the library, and those of users.</summary>
public static class MachineModels
{
    private const string Resource = "Rota.Cluster.Machines.Learning.vm-rescheduling.safetensors";

    private static readonly Lazy<(PolicyNetwork Network, PolicyCard Card)> Shipped = new(Load);

    /// <summary>The policy trained by <c>rota train vm-rescheduling</c>; a copy with scratch of its own.</summary>
    public static PolicyNetwork Rescheduling => Shipped.Value.Network.ForThread();

    /// <summary>Where it comes from.</summary>
    public static PolicyCard ReschedulingCard => Shipped.Value.Card;

    /// <summary>A policy of a user, trained in <see cref="RescheduleEnvironment"/>.</summary>
    /// <param name="path">The safetensors file.</param>
    /// <exception cref="Rota.Formats.InputException">No such file, no policy, or one of another environment.</exception>
    public static PolicyNetwork Read(string path) => PolicyFile.Network(Safetensors.Read(path), RescheduleFeatures.Schema, path);

    private static (PolicyNetwork, PolicyCard) Load()
    {
        using var stream = typeof(MachineModels).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException($"resource {Resource} is missing");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var file = Safetensors.Read(memory.ToArray(), Resource);
        return (PolicyFile.Network(file, RescheduleFeatures.Schema, Resource), PolicyFile.Card(file, Resource));
    }
}
