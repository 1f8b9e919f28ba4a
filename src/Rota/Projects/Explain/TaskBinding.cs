namespace Rota.Projects.Explain;

/// <summary>What keeps a task from starting earlier.</summary>
public enum TaskBinding
{
    /// <summary>Nothing: it could start earlier and no other task would have to move.</summary>
    Nothing,

    /// <summary>The beginning of time, or its release.</summary>
    Release,

    /// <summary>A link to another task.</summary>
    Link,

    /// <summary>A resource whose units others hold.</summary>
    Resource,

    /// <summary>A resource that is closed.</summary>
    Downtime,

    /// <summary>A task that must not overlap it.</summary>
    Exclusive,
}
