
namespace Rota.Shop.Solvers;

/// <summary>Options of <see cref="TabuSearch"/>. Defaults from Peng, Lü, Cheng 2015 where they have one.</summary>
public sealed record TabuOptions
{
    /// <summary>Moves considered along a critical path.</summary>
    public Neighborhood Neighborhood { get; init; } = Neighborhood.N7;

    /// <summary>Steps without a better solution after which a walk ends; at least 1.</summary>
    public int Patience { get; init; } = 12_500;

    /// <summary>Elite solutions at most, 2 to 1000; fewer when time is short.</summary>
    public int Population { get; init; } = 30;

    /// <summary>Steps of the short walk that judges a point of a relinking path.</summary>
    public int ProbePatience { get; init; } = 500;

    /// <summary>Points judged on a relinking path.</summary>
    public int Probes { get; init; } = 6;

    /// <summary>Threads; null takes those of the run.</summary>
    public int? Threads { get; init; }

    /// <summary>Off: walks restart from perturbed elites instead of relinked pairs.</summary>
    public bool PathRelinking { get; init; } = true;
}
