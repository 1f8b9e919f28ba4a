using System.Runtime.CompilerServices;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Learning;

/// <summary>Figures of a line that features are scaled by; made once a line.</summary>
internal sealed class LineFigures
{
    private static readonly ConditionalWeakTable<TransferLine, LineFigures> Made = [];

    private LineFigures(TransferLine line)
    {
        Bounds = LineBounds.Of(line);
        // A line without any time is still a line.
        Tact = Math.Max(1, (float)(1000 * Bounds.Tact));
        StageLoad = [.. LineBounds.StageLoads(line).Select(steps => steps.Select(load => (float)(load / Tact)).ToArray())];
        RobotLoad = (float)(1000 * Bounds.RobotSeconds / Tact);
        StationLoad = (float)(1000 * Bounds.StationSeconds / Tact);
        Capacity = [.. line.Recipes.Select(recipe => recipe.Steps.Select(step => step.Stations.Sum(s => Math.Min(10_000, line.Stations[s].Capacity))).ToArray())];
        Inputs = line.Stations.Count(s => s.Kind == StationKind.Input);
        Tables = LineTables.Of(line);
        Noise = line.Noise.Kind switch { NoiseKind.None => 0, NoiseKind.Uniform => (float)line.Noise.Size, _ => (float)Math.Min(1, line.Noise.Size / line.LongestTime) };
        var stations = line.Stations.Where(s => s.Kind is not (StationKind.Input or StationKind.Output)).ToArray();
        Stops = (float)stations.Average(s => s.MeanUp > 0 ? s.MeanDown / (s.MeanUp + s.MeanDown) : 0);
        Work = Math.Max(1, line.Recipes.Max(recipe => recipe.Work));
        WorkAfter = [.. line.Recipes.Select(recipe => Enumerable.Range(0, recipe.Steps.Length + 1).Select(k => (float)(recipe.Steps.Skip(k).Sum(step => step.Time) / (double)Work)).ToArray())];
        var loads = StageLoad.SelectMany(steps => steps).ToArray();
        MeanLoad = loads.Average();
        Near = loads.Count(load => load > 0.9f) / (float)loads.Length;
        Places = Math.Min(2, Capacity.SelectMany(steps => steps).Average(places => (float)Math.Min(6, places)) / 3);
        var (robot, count) = (line.Robots[0], line.Stations.Length);
        var way = robot.Travel.Sum(row => row.Sum()) / Math.Max(1.0, count * (count - 1));
        Ways = (float)(way / Math.Max(1, way + robot.Pick.Average() + robot.Place.Average()));
    }

    public LineBounds Bounds { get; }

    /// <summary>Mean load of the steps.</summary>
    public float MeanLoad { get; }

    /// <summary>Share of the steps whose load is close to the bound.</summary>
    public float Near { get; }

    /// <summary>Mean places of a step, in threes.</summary>
    public float Places { get; }

    /// <summary>Share of ways in what a robot does.</summary>
    public float Ways { get; }

    /// <summary>The bound on the time between plates, in milliseconds.</summary>
    public float Tact { get; }

    /// <summary>Load of the stations of each recipe's step, 1 where it decides the bound.</summary>
    public float[][] StageLoad { get; }

    public float RobotLoad { get; }

    public float StationLoad { get; }

    /// <summary>Places of each recipe's step.</summary>
    public int[][] Capacity { get; }

    public int Inputs { get; }

    public LineTables Tables { get; }

    /// <summary>Share by which process times stray.</summary>
    public float Noise { get; }

    /// <summary>Share of the time in which a station is stopped.</summary>
    public float Stops { get; }

    /// <summary>Process time of the longest recipe.</summary>
    public long Work { get; }

    /// <summary>Process time of each recipe from a step on, in shares of <see cref="Work"/>.</summary>
    public float[][] WorkAfter { get; }

    public static LineFigures Of(TransferLine line) => Made.GetValue(line, static line => new(line));
}
