namespace Rota.Projects;

/// <summary>Kinds of constraints that can be taken off a project, to see what they cost or which of them clash.</summary>
[Flags]
public enum ConstraintFamilies
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Links between tasks.</summary>
    Links = 1,

    /// <summary>Capacities of renewable resources; their downtimes stay.</summary>
    Capacity = 2,

    /// <summary>Downtimes, shortages and calendars.</summary>
    Downtime = 4,

    /// <summary>Release times.</summary>
    Releases = 8,

    /// <summary>Deadlines.</summary>
    Deadlines = 16,

    /// <summary>Pairs and sets of tasks that must not overlap.</summary>
    Exclusive = 32,

    /// <summary>Stocks that are used up.</summary>
    Stocks = 64,
}
