namespace Rota.Serving.Policies;

/// <summary>How long short prompts wait for company.</summary>
public enum WindowRule
{
    /// <summary>A fixed time from the first of them, as LAPS' code does.</summary>
    Fixed,

    /// <summary>To the last moment their deadlines allow, or the time it should take to fill the batch: LAPS 3.3.</summary>
    Deadline,

    /// <summary>Adaptive wait and depth: LAPS, Algorithm 1.</summary>
    WaitDepth,
}
