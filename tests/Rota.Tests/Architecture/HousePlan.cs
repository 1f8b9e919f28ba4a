namespace Rota.Tests.Architecture;

/// <summary>
/// The plan of the house, the one place where it is data. Floors are listed from the bottom; imports point down only. A room of a floor may import
/// its neighbours as long as there is no circle, except among the domains, which never import each other.
/// </summary>
internal static class HousePlan
{
    public const string Domains = "domains";

    /// <summary>The floors inside <c>Rota</c> and their rooms: the second word of a namespace. <c>Rota</c> itself is the entrance, below them all.</summary>
    public static readonly IReadOnlyList<Floor> Rooms =
    [
        new("ground", ["Schedules", "Solving", "Policies", "Randomness", "Statistics", "Formats", "Rendering", "Chat"]),
        new("tools", ["Simulation", "Search", "Learning", "Tuning"]),
        new(Domains, ["Shop", "SingleMachine", "Projects", "Dag", "Memory", "Cluster", "Serving", "Training", "Calendar"]),
    ];

    /// <summary>The floors of the whole house and their assemblies.</summary>
    public static readonly IReadOnlyList<Floor> Assemblies =
    [
        new("pure", ["Rota"]),
        new("heavy", ["Rota.CpSat", "Rota.Torch"]),
        new("studies", ["Rota.Studies"]),
        new("live", ["Rota.Kubernetes", "Rota.Kubernetes.Double", "Rota.Llm", "Rota.Hosting", "Rota.Orleans"]),
        new("apps", ["Rota.Cli", "Rota.Server", "Rota.Train"]),
    ];

    /// <summary>Heavy packages, by the beginning of their assemblies' names, and the only assembly that may know them.</summary>
    public static readonly IReadOnlyList<(string Package, string Owner)> HeavyPackages =
    [
        ("Google.OrTools", "Rota.CpSat"),
        ("TorchSharp", "Rota.Torch"),
    ];

    /// <summary>Parts of a domain that its referee must not know.</summary>
    public static readonly IReadOnlyList<string> HiddenFromReferees = ["Solvers", "Policies", "Simulation"];
}

/// <summary>A floor: what lives there may import what lives on the floors before it.</summary>
internal sealed record Floor(string Name, IReadOnlyList<string> Rooms);
