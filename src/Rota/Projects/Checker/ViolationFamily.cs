namespace Rota.Projects;

/// <summary>What kind of rule a schedule breaks.</summary>
public enum ViolationFamily
{
    /// <summary>The answer is not one: tasks missing, a mode that does not exist, a time out of range.</summary>
    Shape,

    /// <summary>A link between tasks.</summary>
    Precedence,

    /// <summary>More units of a renewable resource than there are.</summary>
    Capacity,

    /// <summary>Units of a resource that is closed.</summary>
    Downtime,

    /// <summary>A start before the release.</summary>
    WindowEarly,

    /// <summary>An end after the deadline.</summary>
    WindowLate,

    /// <summary>Two tasks that must not overlap do.</summary>
    Exclusive,

    /// <summary>More of a stock than there is.</summary>
    Stock,
}
