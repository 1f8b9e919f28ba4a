using System.Collections.Immutable;

namespace Rota.Shop.Transfer;

/// <summary>A robot that carries plates; times are a table, measured or drawn from <see cref="RobotKinematics"/>.</summary>
/// <param name="Name">Its name, unique among the robots.</param>
/// <param name="Travel">Milliseconds from station to station, row by row; the diagonal is the time of staying, 0 as a rule.</param>
public sealed record Robot(string Name, ImmutableArray<ImmutableArray<long>> Travel)
{
    /// <summary>Arms, 1 or 2. With two it swaps: takes the finished plate out and puts the fresh one in. Default 1.</summary>
    public int Arms { get; init; } = 1;

    /// <summary>Milliseconds to take a plate, station by station, doors included.</summary>
    public required ImmutableArray<long> Pick { get; init; }

    /// <summary>Milliseconds to put a plate down, station by station, doors included.</summary>
    public required ImmutableArray<long> Place { get; init; }

    /// <summary>Milliseconds to change arms in a swap. Default 0.</summary>
    public long ArmChange { get; init; }

    /// <summary>Index of the station it starts at. Default 0.</summary>
    public int Home { get; init; }

    /// <summary>Stations it reaches; empty for all.</summary>
    public ImmutableArray<int> Reach { get; init; } = [];

    /// <summary>Least distance to other robots of the same rail in millimetres; 0 (the default) when they pass each other freely.</summary>
    public double Clearance { get; init; }

    /// <summary>True when it reaches a station.</summary>
    public bool Reaches(int station) => Reach.IsEmpty || Reach.Contains(station);
}
