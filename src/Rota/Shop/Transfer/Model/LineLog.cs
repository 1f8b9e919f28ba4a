namespace Rota.Shop.Transfer;

/// <summary>Everything that happened, for pictures, files and the referee.</summary>
public sealed class LineLog
{
    /// <summary>What the robots did, in order of its end.</summary>
    public List<RobotRecord> Robots { get; } = [];

    /// <summary>Stays of plates in stations, in order of their end.</summary>
    public List<StayRecord> Stays { get; } = [];

    /// <summary>Stops of stations.</summary>
    public List<StopRecord> Stops { get; } = [];
}
