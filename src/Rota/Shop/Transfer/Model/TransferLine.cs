using System.Collections.Immutable;

namespace Rota.Shop.Transfer;

/// <summary>
/// A line of stations that robots carry plates through: display fabs, cluster tools, plating hoists, lab cells, machine tending. Validated once; times are
/// milliseconds.
/// </summary>
public sealed class TransferLine
{
    /// <summary>A line.</summary>
    /// <exception cref="RotaException">It breaks a rule; the message names it.</exception>
    public TransferLine(string name, IEnumerable<Station> stations, IEnumerable<Robot> robots, IEnumerable<Recipe> recipes)
    {
        (Name, Stations, Robots, Recipes) = (name, [.. stations], [.. robots], [.. recipes]);
        LineRules.Check(this);
        Input = Index(StationKind.Input);
        Output = Index(StationKind.Output);
        LongestTime = Math.Max(1, Recipes.Max(recipe => recipe.Steps.Max(step => step.Time)));
        LongestRecipe = Recipes.Max(recipe => recipe.Steps.Length);
        HasCircle = LineRules.HasCircle(this);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The stations, ports included.</summary>
    public ImmutableArray<Station> Stations { get; }

    /// <summary>The robots.</summary>
    public ImmutableArray<Robot> Robots { get; }

    /// <summary>The recipes.</summary>
    public ImmutableArray<Recipe> Recipes { get; }

    /// <summary>How plates arrive. Default: there is always one.</summary>
    public ArrivalPlan Arrivals { get; init; } = new();

    /// <summary>Noise of process times. Default none.</summary>
    public ProcessNoise Noise { get; init; }

    /// <summary>Noise of robots' ways. Default none.</summary>
    public ProcessNoise TravelNoise { get; init; }

    /// <summary>Plates that a rehearsal counts, when it is not told otherwise. Default 400.</summary>
    public int Plates { get; init; } = 400;

    /// <summary>What is odd about it and yet valid, in words.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>Index of the first input port.</summary>
    public int Input { get; }

    /// <summary>Index of the first output port.</summary>
    public int Output { get; }

    /// <summary>Longest nominal process time.</summary>
    public long LongestTime { get; }

    /// <summary>Most steps of a recipe.</summary>
    public int LongestRecipe { get; }

    /// <summary>True when routes lead around a circle of stations, so that plates could block each other for ever.</summary>
    public bool HasCircle { get; }

    private int Index(StationKind kind)
    {
        for (var s = 0; s < Stations.Length; s++)
            if (Stations[s].Kind == kind) return s;
        throw new RotaException($"{Name}: has no {kind} port");
    }
}
