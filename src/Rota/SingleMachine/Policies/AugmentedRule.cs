namespace Rota.SingleMachine.Policies;

/// <summary>
/// A dispatching rule that looks back (after Bean and Hall 1985): whenever a job has been appended, moving an earlier one to the end of the sequence so far is tried, and done if
/// that makes it less tardy. O(n^3). With releases it is the plain rule: a move would change more than order.
/// </summary>
/// <param name="rule">The rule.</param>
/// <param name="move">Which move is made.</param>
public sealed class AugmentedRule(DispatchingRule rule, AugmentedMove move = AugmentedMove.Best) : DispatchingRule
{
    /// <inheritdoc/>
    public override string Name { get; } = $"augmented-{rule.Name}{(move == AugmentedMove.Best ? "" : "-printed")}";

    /// <inheritdoc/>
    public override string Description { get; } =
        $"{rule.Name}, moving earlier jobs to the end where that helps, {(move == AugmentedMove.Best ? "the best move after each job" : "every helpful move after each job")}";

    /// <inheritdoc/>
    public override bool NeedsWeights => rule.NeedsWeights;

    /// <inheritdoc/>
    public override double Rank(in TardinessJob job, in DispatchView view) => rule.Rank(job, view);

    /// <inheritdoc/>
    protected internal override int[] List(TardinessProblem problem) => rule.List(problem);

    private protected override void Appended(TardinessProblem problem, Span<int> sequence)
    {
        if (problem.HasReleases) return;
        var ends = new long[sequence.Length];
        Complete(problem, sequence, ends, 0);
        var (best, most) = (-1, 0L);
        for (var i = 0; i < sequence.Length - 1; i++)
        {
            var saved = Saved(problem, sequence, ends, i);
            if (saved <= most) continue;
            if (move == AugmentedMove.Best)
            {
                (best, most) = (i, saved);
                continue;
            }
            MoveToEnd(sequence, i);
            Complete(problem, sequence, ends, i);
        }
        if (best >= 0) MoveToEnd(sequence, best);
    }

    /// <summary>What moving the job of a place to the end saves.</summary>
    private static long Saved(TardinessProblem problem, ReadOnlySpan<int> sequence, ReadOnlySpan<long> ends, int from)
    {
        var moved = problem.Jobs[sequence[from]];
        var saved = moved.Weight * (Math.Max(0, ends[from] - moved.Due) - Math.Max(0, ends[^1] - moved.Due));
        for (var place = from + 1; place < sequence.Length; place++)
        {
            var job = problem.Jobs[sequence[place]];
            saved += job.Weight * Math.Min(moved.Processing, Math.Max(0, ends[place] - job.Due));
        }
        return saved;
    }

    private static void MoveToEnd(Span<int> sequence, int from)
    {
        var moved = sequence[from];
        sequence[(from + 1)..].CopyTo(sequence[from..]);
        sequence[^1] = moved;
    }

    private static void Complete(TardinessProblem problem, ReadOnlySpan<int> sequence, Span<long> ends, int from)
    {
        var now = from == 0 ? 0 : ends[from - 1];
        for (var place = from; place < sequence.Length; place++) ends[place] = now += problem.Jobs[sequence[place]].Processing;
    }
}
