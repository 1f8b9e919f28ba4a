namespace Rota.Shop.Transfer.Simulation;

/// <summary>A robot at one time.</summary>
public struct RobotState
{
    /// <summary>What it is doing.</summary>
    public RobotPhase Phase { get; internal set; }

    /// <summary>When that ends; <see cref="long.MaxValue"/> when something else has to happen first.</summary>
    public long Until { get; internal set; }

    /// <summary>The station it stands at, or left last.</summary>
    public int At { get; internal set; }

    /// <summary>Slot of the plate on its arm; -1 for none.</summary>
    public int Held { get; internal set; }

    /// <summary>Slot of the plate it moves.</summary>
    public int Plate { get; internal set; }

    /// <summary>Where it takes the plate; -1 when it holds it already.</summary>
    public int Source { get; internal set; }

    /// <summary>Where it puts it.</summary>
    public int Target { get; internal set; }

    /// <summary>Slot of the plate that a swap takes out; -1 for no swap.</summary>
    public int Occupant { get; internal set; }

    /// <summary>True when it has to decide again; false while it waits for something to happen.</summary>
    public bool Awake { get; internal set; }

    internal long Began;

    internal int Ways;
}
