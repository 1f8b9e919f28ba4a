namespace Rota.SingleMachine.Policies;

/// <summary>
/// EDDC as its authors print it (algorithm 1): the list is sorted by due date, so the loop that follows never finds a pair to swap, and what remains is EDD with ties to the
/// shorter job. Kept for the page of the paper; <see cref="EddChallenger"/> is what they ran.
/// </summary>
public sealed class PrintedEddChallenger : SequencingRule
{
    /// <inheritdoc/>
    public override string Name => "eddc-printed";

    /// <inheritdoc/>
    public override string Description => "EDDC as printed: earliest due date first, ties to the shorter job; its loop never swaps";

    /// <inheritdoc/>
    public override int[]? Order(TardinessProblem problem, Func<bool>? stop = null) => JobOrders.ByDueThenProcessing(problem);
}
