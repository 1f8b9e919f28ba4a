namespace Rota.Projects;

/// <summary>Which ends of two tasks a link ties.</summary>
public enum LinkKind
{
    /// <summary>The successor starts at least the lag after the predecessor has ended.</summary>
    FinishToStart,

    /// <summary>The successor starts at least the lag after the predecessor has started.</summary>
    StartToStart,

    /// <summary>The successor ends at least the lag after the predecessor has ended.</summary>
    FinishToFinish,

    /// <summary>The successor ends at least the lag after the predecessor has started.</summary>
    StartToFinish,
}

/// <summary>
/// A minimal time lag between two tasks (their numbers). A negative lag allows overlap; "B starts at most 5 after A starts" is the link B → A, start to start, lag -5.
/// </summary>
public readonly record struct ProjectLink(int From, int To, long Lag = 0, LinkKind Kind = LinkKind.FinishToStart)
{
    /// <summary>True when it is tied to the end of the predecessor.</summary>
    public bool FromEnd => Kind is LinkKind.FinishToStart or LinkKind.FinishToFinish;

    /// <summary>True when it is tied to the end of the successor.</summary>
    public bool ToEnd => Kind is LinkKind.FinishToFinish or LinkKind.StartToFinish;
}
