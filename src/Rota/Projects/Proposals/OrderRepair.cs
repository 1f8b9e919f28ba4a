using Rota.Projects.Solvers;

namespace Rota.Projects.Proposals;

/// <summary>Takes from a proposal only the order of its starts, and builds a schedule by the serial scheme with all constraints.</summary>
public static class OrderRepair
{
    /// <summary>The schedule; null when the order leads to none that meets every constraint. Tasks without a start come last, by number.</summary>
    public static ProjectSchedule? Schedule(ProjectProblem problem, Proposal proposal)
    {
        int[] order = [.. Enumerable.Range(0, problem.Tasks.Length).OrderBy(i => proposal.Starts[i] ?? long.MaxValue).ThenBy(i => i)];
        return new SerialScheme(problem).Schedule(order) is { } schedule && ProjectChecker.Violations(problem, schedule).IsEmpty ? schedule : null;
    }

    /// <summary>How far a schedule lies from a proposal: the sum over tasks with a proposed start of the time they were moved.</summary>
    public static long Distance(Proposal proposal, ProjectSchedule schedule)
    {
        long moved = 0;
        for (var i = 0; i < proposal.Starts.Length; i++)
            if (proposal.Starts[i] is { } start) moved += Math.Abs(start - schedule.Starts[i]);
        return moved;
    }
}
