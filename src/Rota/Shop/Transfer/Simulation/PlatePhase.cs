namespace Rota.Shop.Transfer.Simulation;

/// <summary>Where a plate is in its step.</summary>
public enum PlatePhase
{
    /// <summary>Not in the line.</summary>
    None,

    /// <summary>In a station whose work on it has not begun.</summary>
    Queued,

    /// <summary>Worked on.</summary>
    Working,

    /// <summary>Done, or at the input port: may be taken.</summary>
    Ready,

    /// <summary>On an arm.</summary>
    Carried,
}
