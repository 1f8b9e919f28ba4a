namespace Rota.Shop.Policies;

/// <summary>
/// What a priority rule may look at: an operation that waits at a machine. All of it is known on a real shop floor at that moment. Work counts the
/// shortest mode of each operation where there is a choice of machines.
/// </summary>
/// <param name="Now">The present time.</param>
/// <param name="Job">The job, from 0.</param>
/// <param name="Arrival">When the operation became ready: its predecessor's end, or the job's release.</param>
/// <param name="Duration">Its duration on the machine it waits at.</param>
/// <param name="WorkDone">Work of the operations before it.</param>
/// <param name="RemainingWork">Work of this operation and those after it.</param>
/// <param name="RemainingOperations">This operation and those after it, counted.</param>
/// <param name="Due">The job's due date, positive infinity without one.</param>
/// <param name="Weight">The job's weight under a weighted objective, else 1.</param>
/// <param name="MeanDuration">Mean duration of all operations of the shop.</param>
/// <param name="Chance">A fresh random number in [0, 1), for rules that use chance; else 0.</param>
public readonly record struct WaitingOperation(
    long Now,
    int Job,
    long Arrival,
    long Duration,
    long WorkDone,
    long RemainingWork,
    int RemainingOperations,
    double Due,
    double Weight,
    double MeanDuration,
    double Chance)
{
    /// <summary>Time to spare until the due date if nothing delayed the job any more; negative when it must be late.</summary>
    public double Slack => Due - Now - RemainingWork;
}
