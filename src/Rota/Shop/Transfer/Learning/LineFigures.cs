using System.Runtime.CompilerServices;

namespace Rota.Shop.Transfer.Learning;

/// <summary>Figures of a line that features are scaled by; made once a line.</summary>
internal sealed class LineFigures
{
    private static readonly ConditionalWeakTable<TransferLine, LineFigures> Made = [];

    private LineFigures(TransferLine line)
    {
        Bounds = LineBounds.Of(line);
        Tact = (float)(1000 * Bounds.Tact);
        StageLoad = [.. LineBounds.StageLoads(line).Select(steps => steps.Select(load => (float)(load / Tact)).ToArray())];
        RobotLoad = (float)(Bounds.RobotSeconds / Bounds.Tact);
        StationLoad = (float)(Bounds.StationSeconds / Bounds.Tact);
        Capacity = [.. line.Recipes.Select(recipe => recipe.Steps.Select(step => step.Stations.Sum(s => line.Stations[s].Capacity)).ToArray())];
        Inputs = line.Stations.Count(s => s.Kind == StationKind.Input);
    }

    public LineBounds Bounds { get; }

    /// <summary>The bound on the time between plates, in milliseconds.</summary>
    public float Tact { get; }

    /// <summary>Load of the stations of each recipe's step, 1 where it decides the bound.</summary>
    public float[][] StageLoad { get; }

    public float RobotLoad { get; }

    public float StationLoad { get; }

    /// <summary>Places of each recipe's step.</summary>
    public int[][] Capacity { get; }

    public int Inputs { get; }

    public static LineFigures Of(TransferLine line) => Made.GetValue(line, static line => new(line));
}
