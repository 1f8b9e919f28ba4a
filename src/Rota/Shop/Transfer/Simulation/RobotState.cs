namespace Rota.Shop.Transfer.Simulation;

/// <summary>A robot at one time.</summary>
public struct RobotState
{
    /// <summary>What it is doing.</summary>
    public RobotPhase Phase;

    /// <summary>When that ends; <see cref="long.MaxValue"/> when something else has to happen first.</summary>
    public long Until;

    /// <summary>The station it stands at, or left last.</summary>
    public int At;

    /// <summary>Slot of the plate on its arm; -1 for none.</summary>
    public int Held;

    /// <summary>Slot of the plate it moves.</summary>
    public int Plate;

    /// <summary>Where it takes the plate; -1 when it holds it already.</summary>
    public int Source;

    /// <summary>Where it puts it.</summary>
    public int Target;

    /// <summary>Slot of the plate that a swap takes out; -1 for no swap.</summary>
    public int Occupant;

    /// <summary>True when it has to decide again; false while it waits for something to happen.</summary>
    public bool Awake;

    internal long Began;

    internal int Ways;
}
