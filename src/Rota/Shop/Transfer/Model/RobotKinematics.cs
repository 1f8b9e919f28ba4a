using System.Collections.Immutable;

namespace Rota.Shop.Transfer;

/// <summary>How a robot moves; its tables of times come from here when they were not measured. The axes' figures are ours, not a paper's.</summary>
public sealed record RobotKinematics
{
    /// <summary>Along the rail, mm and s. Default 2000, 1000.</summary>
    public Axis Rail { get; init; } = new(2000, 1000);

    /// <summary>Turning, degrees and s. Default 90, 180.</summary>
    public Axis Turn { get; init; } = new(90, 180);

    /// <summary>Lifting, mm and s. Default 300, 600.</summary>
    public Axis Lift { get; init; } = new(300, 600);

    /// <summary>The fork, mm and s. Default 800, 800.</summary>
    public Axis Fork { get; init; } = new(800, 800);

    /// <summary>Way of the fork in mm. Default 2200.</summary>
    public double Stroke { get; init; } = 2200;

    /// <summary>Lift at a pick or place in mm. Default 60.</summary>
    public double PickLift { get; init; } = 60;

    /// <summary>Share of the fork's speed with a plate on it, (0, 1]. Default 0.7.</summary>
    public double LoadedFactor { get; init; } = 0.7;

    /// <summary>Seconds to settle after a pick or place. Default 0.3.</summary>
    public double Settle { get; init; } = 0.3;

    /// <summary>Axes that move at the same time (a stocker crane) take the longest of their times; otherwise rail and turn go together and the lift follows. Default false.</summary>
    public bool Simultaneous { get; init; }

    /// <summary>A robot with the tables of these kinematics.</summary>
    public Robot Create(string name, IReadOnlyList<Station> stations, int arms = 1, long armChange = 2000)
    {
        ImmutableArray<ImmutableArray<long>> travel = [.. stations.Select(a => (ImmutableArray<long>)[.. stations.Select(b => Milliseconds(Between(a, b)))])];
        var loaded = Fork with { Speed = Fork.Speed * LoadedFactor };
        var handling = Fork.Seconds(Stroke) + loaded.Seconds(Stroke) + Lift.Seconds(PickLift) + Settle;
        ImmutableArray<long> access = [.. stations.Select(s => Milliseconds(handling) + (2 * s.Door))];
        return new(name, travel) { Arms = arms, Pick = access, Place = access, ArmChange = armChange };
    }

    /// <summary>Seconds from one station to another.</summary>
    public double Between(Station from, Station to)
    {
        var turn = Math.Abs(from.Angle - to.Angle) % 360;
        var plane = Math.Max(Rail.Seconds(from.X - to.X), Turn.Seconds(Math.Min(turn, 360 - turn)));
        var lift = Lift.Seconds(from.Z - to.Z);
        return Simultaneous ? Math.Max(plane, lift) : plane + lift;
    }

    private static long Milliseconds(double seconds) => (long)Math.Round(seconds * 1000);
}
