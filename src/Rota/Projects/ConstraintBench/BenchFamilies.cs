namespace Rota.Projects.ConstraintBench;

/// <summary>Families of constraints laid on top of precedence and capacity.</summary>
[Flags]
public enum BenchFamilies
{
    /// <summary>Phase I: precedence and capacity only.</summary>
    None = 0,

    /// <summary>Downtimes of resources.</summary>
    Downtime = 1,

    /// <summary>Release times and deadlines.</summary>
    Windows = 2,

    /// <summary>Pairs of tasks that must not overlap.</summary>
    Exclusive = 4,

    /// <summary>Phase II: all three.</summary>
    All = Downtime | Windows | Exclusive,
}
