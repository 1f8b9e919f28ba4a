namespace Rota.Cluster.Sharing;

/// <summary>What a fair queue is told.</summary>
/// <param name="Cores">Identical servers behind the queue (R of the article), more than 0.</param>
public sealed record FairQueueOptions(double Cores)
{
    /// <summary>A user's weight, asked whenever a busy period of the user begins; more than 0. Null stands for 1 each, as published.</summary>
    public Func<string, double>? Weight { get; init; }

    /// <summary>
    /// How long, in virtual core-seconds, a user keeps the start of a busy period after its virtual end, for further stages of a known job. Null stands for the article's 3 s times
    /// half the cores.
    /// </summary>
    public double? Grace { get; init; }

    /// <summary>
    /// Progresses users only when something of theirs changes instead of at every event: less work with many users, the same order. Off when <see cref="FairJob.FluidFinish"/> is
    /// wanted. Default off.
    /// </summary>
    public bool Lazy { get; init; }

    /// <summary>
    /// Chains a user's jobs from the global virtual time by what the ideal system has left of them, instead of from the start of the busy period by their whole work. As published, a
    /// user who has been active for long may send small jobs that all get moments in the past, before anybody else's; with this on nobody's new work is placed before the present. Ours;
    /// default off.
    /// </summary>
    public bool ChainRemaining { get; init; }

    /// <summary>The options themselves when all are in range.</summary>
    /// <exception cref="RotaException">They are not.</exception>
    public FairQueueOptions Validated()
    {
        if (!(Cores > 0 && double.IsFinite(Cores))) throw new RotaException($"cores {Cores}, expected a number greater than 0");
        if (Grace is { } grace && !(grace >= 0)) throw new RotaException($"grace {grace}, expected at least 0 core-seconds");
        return this;
    }
}
