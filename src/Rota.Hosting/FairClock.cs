namespace Rota.Hosting;

/// <summary>What moves the ideal pool that a live queue is ordered by.</summary>
public enum FairClock
{
    /// <summary>
    /// The work that was really handed out, corrected by what it really took. Nobody loses a place because costs were guessed wrong, and their unit does not matter. The default.
    /// </summary>
    Service,

    /// <summary>The time that passes, as published. Costs must be seconds of one server, and about right.</summary>
    Time,
}
