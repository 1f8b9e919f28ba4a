namespace Rota.Solving;

/// <summary>What is known of a problem when a solver stops.</summary>
public enum Outcome
{
    /// <summary>Neither an answer nor a proof that there is none.</summary>
    Unknown,

    /// <summary>An answer, not proved best.</summary>
    Feasible,

    /// <summary>An answer proved best: its objective equals the bound.</summary>
    Optimal,

    /// <summary>Proof that no answer exists.</summary>
    Infeasible,
}
