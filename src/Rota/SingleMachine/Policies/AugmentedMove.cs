namespace Rota.SingleMachine.Policies;

/// <summary>How an augmented rule picks among moves to the end of the sequence.</summary>
public enum AugmentedMove
{
    /// <summary>All moves are tried on the same sequence and the one that saves most is made: what the authors of MDDC run.</summary>
    Best,

    /// <summary>Moves are tried from the front and every one that saves anything is made at once: what they print.</summary>
    EveryImprovement,
}
