namespace Rota.Projects.Proposals;

/// <summary>What is wrong with a proposed schedule: two faults of form, five families of broken constraints (R-ConstraintBench, arXiv 2508.15204).</summary>
public enum ProposalFamily
{
    /// <summary>F1: no JSON object can be read.</summary>
    Unparsable,

    /// <summary>F2: a task is missing, unknown or twice, a start is no whole number or negative, an end is wrong.</summary>
    Schema,

    /// <summary>V1: a task starts before a predecessor has ended.</summary>
    Precedence,

    /// <summary>V2: more units of a resource than there are.</summary>
    Capacity,

    /// <summary>V3: a task overlaps a downtime of a resource it uses.</summary>
    Downtime,

    /// <summary>V4: before the release or after the deadline.</summary>
    Window,

    /// <summary>V5: two exclusive tasks overlap.</summary>
    Exclusive,
}
