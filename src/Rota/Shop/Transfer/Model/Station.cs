namespace Rota.Shop.Transfer;

/// <summary>A place that holds plates.</summary>
/// <param name="Name">Its name, unique in the line.</param>
/// <param name="Kind">What it is.</param>
public sealed record Station(string Name, StationKind Kind = StationKind.Process)
{
    /// <summary>Most plates in it, reserved places included, at least 1. Default 1. Ports hold any number.</summary>
    public int Capacity { get; init; } = 1;

    /// <summary>Plates worked on at the same time, at least 1; 0 (the default) for as many as it holds. Others wait inside, first in first out.</summary>
    public int Servers { get; init; }

    /// <summary>Plates that are worked on together, at least 1; work begins when so many are in, and none is loaded before all are out. Default 1.</summary>
    public int Batch { get; init; } = 1;

    /// <summary>Coordinate along the rail in millimetres; for kinematics, distances and pictures.</summary>
    public double X { get; init; }

    /// <summary>Height in millimetres.</summary>
    public double Z { get; init; }

    /// <summary>Direction seen from a rotary robot in degrees.</summary>
    public double Angle { get; init; }

    /// <summary>Door time before and after every access, in milliseconds. Default 0.</summary>
    public long Door { get; init; }

    /// <summary>Mean time between stops in milliseconds, exponential; 0 (the default) for none.</summary>
    public double MeanUp { get; init; }

    /// <summary>Mean length of a stop in milliseconds, exponential.</summary>
    public double MeanDown { get; init; }

    /// <summary>Zone that only one robot may be in; -1 (the default) for none.</summary>
    public int Zone { get; init; } = -1;

    /// <summary>Plates worked on at the same time, resolved.</summary>
    public int WorkingPlaces => Servers > 0 ? Servers : Capacity;
}
