using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.Projects;
using Rota.Projects.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Projects;

/// <summary>
/// Why a project has no schedule: a smallest set of demands that cannot be kept together, in words. Leave any one of them out and the rest can be kept. Found by QuickXplain (Junker
/// 2004) with CP-SAT as the judge.
/// </summary>
public static class ProjectClash
{
    /// <summary>The clash, one demand a line, first line a summary; a single line when none is proved.</summary>
    /// <param name="problem">A project without a schedule.</param>
    /// <param name="patience">Time for each question to CP-SAT; what it cannot answer in that time counts as possible. Default 2 s.</param>
    /// <param name="cancellation">Ends the search; what is proved by then is told.</param>
    public static IReadOnlyList<string> Explain(ProjectProblem problem, TimeSpan? patience = null, CancellationToken cancellation = default)
    {
        var seconds = patience ?? TimeSpan.FromSeconds(2);
        if (problem.Unservable is { } unservable) return ["one demand alone cannot be kept:", "  " + unservable];
        var all = ClashDemand.Of(problem);
        if (!IsImpossible(problem, all, seconds, cancellation))
            return [$"no clash is proved: the project has a schedule, or CP-SAT cannot tell within {seconds.TotalSeconds:0.#} s"];
        // Whole families first: most clashes need two of them, and every question is cheaper then.
        var needed = all.ToList();
        foreach (var family in all.Select(demand => demand.Family).Distinct().ToList())
        {
            var rest = needed.Where(demand => demand.Family != family).ToList();
            if (rest.Count < needed.Count && IsImpossible(problem, rest, seconds, cancellation)) needed = rest;
        }
        var clash = Smallest([], [], needed, part => IsImpossible(problem, part, seconds, cancellation));
        var order = clash.OrderBy(demand => demand.Family).ThenBy(demand => demand.Number);
        return [clash.Count == 1 ? "one demand alone cannot be kept:" : $"these {clash.Count} demands cannot be kept together; leave any one out and the rest can:", .. order.Select(demand => "  " + demand.Words)];
    }

    private static List<ClashDemand> Smallest(List<ClashDemand> background, List<ClashDemand> added, List<ClashDemand> demands, Func<List<ClashDemand>, bool> impossible)
    {
        if (added.Count > 0 && impossible(background)) return [];
        if (demands.Count <= 1) return demands;
        var half = demands.Count / 2;
        var (left, right) = (demands[..half], demands[half..]);
        var second = Smallest([.. background, .. left], left, right, impossible);
        var first = Smallest([.. background, .. second], second, left, impossible);
        return [.. first, .. second];
    }

    private static bool IsImpossible(ProjectProblem problem, IEnumerable<ClashDemand> demands, TimeSpan patience, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return false;
        var part = ClashDemand.Keep(problem, demands);
        var run = new Run<ProjectSchedule>(Limit.Time(patience), workers: 1, cancellation: cancellation);
        if (!ProjectBounds.Prove(part, run)) return true;
        new RuleSchedules().Improve(part, run);
        if (run.Best is not null) return false;
        var model = new ProjectModel(part, part.Horizon, 0, StartWindows.Of(part, part.Horizon));
        if (model.IsEmpty) return true;
        using var round = new CpSatRound(model.Model, $"num_workers:2,catch_sigint_signal:false,max_time_in_seconds:{patience.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        return round.Run(() => run.ShouldStop) == CpSolverStatus.Infeasible;
    }
}
