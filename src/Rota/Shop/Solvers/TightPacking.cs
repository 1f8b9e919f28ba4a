using Rota.Shop.Solvers.Packing;
using Rota.Solving;

namespace Rota.Shop.Solvers;

/// <summary>
/// For shops whose machines are loaded to the brim, so that a schedule that meets the lower bound can hardly let a machine idle (the re-entrant shops of
/// Da Col and Teppan 2022 are cut out of such a schedule). Builds the schedule in order of time, forwards or backwards, looks ahead for machines that
/// would run dry, and jumps back from dead ends. Leaves other shops alone: it fits when machines are on average busy for at least
/// <see cref="LeastUtilisation"/> of the lower bound. Bounded work; makespan, one machine an operation, no releases.
/// </summary>
public sealed class TightPacking : ISolver<ShopProblem, ShopSchedule>
{
    /// <summary>The share of the lower bound that machines must be busy on average for a shop to count as tight.</summary>
    public const double LeastUtilisation = 0.95;

    private const long WorkOfAttempt = 20_000_000;
    private const double TimeShare = 0.05;

    /// <inheritdoc/>
    public string Name => "tight-packing";

    /// <inheritdoc/>
    public string Description => "packs shops whose machines have no time to idle, in order of time with look-ahead and backjumping";

    /// <summary>Why this solver does not fit a problem, null when it does.</summary>
    public static string? Unfit(ShopProblem problem)
    {
        if (problem.IsFlexible) return "tight-packing needs one machine per operation; try local-search";
        if (problem.Objective != ShopObjective.Makespan) return "tight-packing minimises the makespan only; try local-search";
        if (problem.Jobs.Any(job => job.Release > 0)) return "tight-packing needs every job released at 0; try tabu";
        if (problem.Horizon > 1L << 60) return "tight-packing needs a horizon below 2^60 time units; try rules";
        var (sum, longest) = Loads(problem);
        return sum < LeastUtilisation * longest * problem.MachineCount
            ? $"tight-packing needs machines that are busy {LeastUtilisation:P0} of the time; try tabu" : null;
    }

    /// <inheritdoc/>
    public void Improve(ShopProblem problem, Run<ShopSchedule> run)
    {
        if (Unfit(problem) is { } why)
        {
            run.GiveUp(why);
            return;
        }
        var bound = ShopBounds.Best(problem).Value;
        run.ProveBound(bound, Name);
        if (run.ShouldStop) return;
        var until = run.Elapsed + (run.Remaining * TimeShare);
        bool Over() => run.ShouldStop || run.Elapsed >= until;
        PackingSearch[] ways = [new(new(problem, bound, mirrored: false)), new(new(problem, bound, mirrored: true))];
        foreach (var rule in Enum.GetValues<PackingRule>())
        {
            foreach (var way in ways)
            {
                var reached = way.Run(rule, WorkOfAttempt, Over);
                if (!reached && !way.Finish(rule, () => run.ShouldStop)) return;
                var schedule = way.Schedule();
                run.Offer(schedule, JobCost.Of(problem, schedule), $"{Name} ({rule})");
                if (reached || Over()) return;
            }
        }
    }

    /// <summary>All work, and the most that a machine or a job has: the quickest of the bounds.</summary>
    private static (double Sum, long Longest) Loads(ShopProblem problem)
    {
        var machines = new long[problem.MachineCount];
        double sum = 0;
        long longest = 0;
        foreach (var job in problem.Jobs)
        {
            long work = 0;
            foreach (var operation in job.Operations)
            {
                var (machine, duration) = operation.Modes[0];
                work += duration;
                machines[machine] += duration;
            }
            sum += work;
            longest = Math.Max(longest, work);
        }
        foreach (var load in machines) longest = Math.Max(longest, load);
        return (sum, longest);
    }
}
