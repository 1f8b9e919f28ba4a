namespace Rota.Shop.Transfer.Simulation;

/// <summary>A plate in the line.</summary>
public struct Plate
{
    /// <summary>Its number in order of arrival, from 0.</summary>
    public int Id { get; internal set; }

    /// <summary>Its recipe.</summary>
    public int Recipe { get; internal set; }

    /// <summary>The step it is at; -1 at the input port.</summary>
    public int Step { get; internal set; }

    /// <summary>The station it is in; -1 on an arm.</summary>
    public int Station { get; internal set; }

    /// <summary>Where it is in its step.</summary>
    public PlatePhase Phase { get; internal set; }

    /// <summary>True when a robot has it as its next.</summary>
    public bool Claimed { get; internal set; }

    /// <summary>When it entered the line.</summary>
    public long Entered { get; internal set; }

    /// <summary>When work on it began.</summary>
    public long Started { get; internal set; }

    /// <summary>When it is expected to be done, by nominal times; once it is done, when that was.</summary>
    public long Expected { get; internal set; }

    /// <summary>When it will really be done: what no policy may look at.</summary>
    internal long Actual;
}
