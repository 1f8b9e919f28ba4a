using System.Runtime.CompilerServices;

namespace Rota.Shop.Transfer.Simulation;

/// <summary>What does not change while a line runs, as arrays; made once a line.</summary>
internal sealed class LineTables
{
    private static readonly ConditionalWeakTable<TransferLine, LineTables> Made = [];

    private LineTables(TransferLine line)
    {
        Line = line;
        Travel = [.. line.Robots.Select(robot => robot.Travel.Select(row => row.ToArray()).ToArray())];
        Pick = [.. line.Robots.Select(robot => robot.Pick.ToArray())];
        Place = [.. line.Robots.Select(robot => robot.Place.ToArray())];
        Reaches = [.. line.Robots.Select(robot => Enumerable.Range(0, line.Stations.Length).Select(robot.Reaches).ToArray())];
        Inputs = [.. LineRules.Ports(line, StationKind.Input)];
        Outputs = [.. LineRules.Ports(line, StationKind.Output)];
        IsOutput = [.. line.Stations.Select(s => s.Kind == StationKind.Output)];
        IsInput = [.. line.Stations.Select(s => s.Kind == StationKind.Input)];
        Targets = [.. line.Recipes.Select(recipe => Enumerable.Range(0, recipe.Steps.Length + 1).Select(k => k == recipe.Steps.Length ? Outputs : recipe.Steps[k].Stations.ToArray()).ToArray())];
        Capacity = [.. line.Stations.Select(s => s.Kind is StationKind.Output or StationKind.Input ? int.MaxValue / 2 : s.Capacity)];
        Waiting = line.Arrivals.AnyOrder ? line.Arrivals.Lot.Length : Inputs.Length;
        Slots = line.Stations.Where(s => s.Kind is not (StationKind.Input or StationKind.Output)).Sum(s => Math.Min(s.Capacity, 1000)) + (2 * line.Robots.Length) + Waiting + 1;
        Zoned = line.Robots.Length > 1 && (line.Stations.Any(s => s.Zone >= 0) || line.Robots.Any(r => r.Clearance > 0));
    }

    public TransferLine Line { get; }

    public long[][][] Travel { get; }

    public long[][] Pick { get; }

    public long[][] Place { get; }

    public bool[][] Reaches { get; }

    public int[] Inputs { get; }

    public int[] Outputs { get; }

    public bool[] IsOutput { get; }

    public bool[] IsInput { get; }

    /// <summary>Stations of a recipe's step; those of the step after the last are the output ports.</summary>
    public int[][][] Targets { get; }

    public int[] Capacity { get; }

    /// <summary>Plates that can be seen at the input ports at a time.</summary>
    public int Waiting { get; }

    public int Slots { get; }

    public bool Zoned { get; }

    public static LineTables Of(TransferLine line) => Made.GetValue(line, static line => new(line));
}
