
namespace Rota.Shop.Solvers;

/// <summary>Options of <see cref="TabuSearch"/>. Defaults from Peng, Lü, Cheng 2015 where they have one.</summary>
public sealed record TabuOptions
{
    /// <summary>Moves considered along a critical path.</summary>
    public Neighborhood Neighborhood { get; init; } = Neighborhood.N7;

    /// <summary>Steps without a better solution after which a walk ends, at least 1; null: by the number of operations, see <see cref="PatienceFor"/>.</summary>
    public int? Patience { get; init; }

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

    /// <summary>
    /// The patience of a walk: the paper's 12 500 up to 300 operations, then growing with the cube of their number up to 200 000. On generated two-set shops (30 s, one thread)
    /// 150 000 instead of 12 500 gave makespans lower by 2.2 % at 30x20 and 2.3 % at 50x20, and higher ones at 20x15 and 20x20.
    /// </summary>
    public int PatienceFor(int operations)
    {
        var size = Math.Max(1, operations / 300.0);
        return Patience ?? (int)Math.Min(200_000, 12_500 * size * size * size);
    }
}
