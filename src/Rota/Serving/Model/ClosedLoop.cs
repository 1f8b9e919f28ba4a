namespace Rota.Serving;

/// <summary>Clients that send a request, wait for its answer, think, and send the next one from the workload.</summary>
/// <param name="Clients">How many, at least 1.</param>
/// <param name="ThinkSeconds">Pause between an answer and the next request.</param>
/// <param name="Retry">A request that was aborted is sent again, behind those that were not sent yet.</param>
public sealed record ClosedLoop(int Clients, double ThinkSeconds = 0, bool Retry = false)
{
    /// <summary>With <see cref="Retry"/>: an answer that missed one of its targets is worth nothing to its client and is asked for again, too.</summary>
    public bool RetryMissed { get; init; }
}
