namespace Rota.Serving.Engine;

/// <summary>What can happen to a request.</summary>
public enum StoryKind
{
    /// <summary>It came to an instance.</summary>
    Queued,

    /// <summary>It was admitted; the count is tokens found in the cache.</summary>
    Admitted,

    /// <summary>It lost its KV; the count is tokens computed in vain.</summary>
    Preempted,

    /// <summary>Its KV moved to host memory; the count is tokens.</summary>
    SwappedOut,

    /// <summary>Its KV came back; the count is tokens.</summary>
    SwappedIn,

    /// <summary>Its KV went on to another instance; the count is tokens.</summary>
    HandedOver,

    /// <summary>It is done; the count is tokens generated.</summary>
    Finished,

    /// <summary>It was given up.</summary>
    Aborted,
}

/// <summary>Something that happened to a request.</summary>
/// <param name="Time">When, picoseconds.</param>
/// <param name="Kind">What.</param>
/// <param name="Instance">Where.</param>
/// <param name="Request">To which.</param>
/// <param name="Count">Tokens it is about.</param>
/// <param name="Running">Requests that ran there then.</param>
/// <param name="FreeBlocks">KV blocks free there then.</param>
public readonly record struct StoryEvent(long Time, StoryKind Kind, int Instance, int Request, int Count, int Running, int FreeBlocks);
