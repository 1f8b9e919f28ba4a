namespace Rota.SingleMachine.Policies;

/// <summary>
/// EDDC, found by a language model (Cetinkaya et al. 2025), as their code executes it: from shortest first, every job in turn bubbles forward past later-due ones, past each
/// only if that one still meets its due date behind it. What they print as algorithm 1 is another thing: <see cref="PrintedEddChallenger"/>. O(n^2).
/// </summary>
public sealed class EddChallenger : SequencingRule
{
    /// <inheritdoc/>
    public override string Name => "eddc";

    /// <inheritdoc/>
    public override string Description => "shortest first, urgent jobs bubble forward where the job passed stays on time (EDD Challenger, Cetinkaya et al. 2025)";

    /// <inheritdoc/>
    public override int[]? Order(TardinessProblem problem, Func<bool>? stop = null)
    {
        var order = JobOrders.ByProcessingThenDue(problem);
        var jobs = problem.Jobs;
        var before = order.Length == 0 ? 0 : jobs[order[0]].Processing;
        for (var i = 1; i < order.Length; i++)
        {
            if ((i & 63) == 63 && stop?.Invoke() == true) return null;
            var length = jobs[order[i]].Processing;
            var end = before;
            for (var j = i; j > 0 && jobs[order[j]].Due < jobs[order[j - 1]].Due; j--)
            {
                // Work of places 0 to j - 1: what the job passed would be behind, but for the one that passes.
                var passed = jobs[order[j - 1]];
                var ahead = end;
                end -= passed.Processing;
                if (passed.Due > ahead) (order[j], order[j - 1]) = (order[j - 1], order[j]);
            }
            before += length;
        }
        return order;
    }
}
