namespace Rota.CpSat.Projects;

/// <summary>The step at which a model's proposal became a schedule that may be handed out.</summary>
public enum PlanStep
{
    /// <summary>The proposal was feasible as it was.</summary>
    AsProposed,

    /// <summary>Its order of starts, built anew by the serial scheme, was enough.</summary>
    ByItsOrder,

    /// <summary>CP-SAT found the nearest schedule.</summary>
    Nearest,

    /// <summary>CP-SAT planned from nothing: no start could be read, or nothing near was found in time.</summary>
    FromScratch,

    /// <summary>There is no schedule: proved infeasible, or none was found in time.</summary>
    None,
}
