namespace Rota.SingleMachine.Policies;

/// <summary>What a dispatching rule sees when the machine is free.</summary>
/// <param name="Now">The time.</param>
/// <param name="Waiting">Number of jobs not yet run, those not yet released included; at least 1.</param>
/// <param name="WorkWaiting">Sum of their processing times.</param>
/// <param name="LongestWaiting">Largest of their processing times.</param>
public readonly record struct DispatchView(long Now, int Waiting, long WorkWaiting, long LongestWaiting)
{
    /// <summary>Mean processing time of the jobs not yet run.</summary>
    public double MeanWaiting => (double)WorkWaiting / Waiting;
}
