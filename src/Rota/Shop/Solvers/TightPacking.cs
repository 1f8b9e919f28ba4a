using Rota.Shop.Solvers.Packing;
using Rota.Solving;

namespace Rota.Shop.Solvers;

/// <summary>
/// For shops whose machines are loaded to the brim, so that a schedule that meets the lower bound can hardly let a machine idle (the re-entrant shops of
/// Da Col and Teppan 2022 are cut out of such a schedule). Forward-backward passes suit short jobs with much slack; a search in order of time that looks
/// ahead for machines that would run dry and jumps back from dead ends suits long jobs, and takes up the best pass. Leaves other shops alone: it fits
/// when machines are on average busy for at least <see cref="LeastUtilisation"/> of the time that the busiest machine or longest job needs. Bounded work;
/// makespan, one machine an operation, no releases; uses no chance.
/// </summary>
public sealed class TightPacking : ISolver<ShopProblem, ShopSchedule>
{
    /// <summary>The share of the time that machines must be busy on average for a shop to count as tight.</summary>
    public const double LeastUtilisation = 0.95;

    private const int QuickWork = 200;
    private const int LongWork = 2000;
    private const int WorthwhileOperations = 5000;
    private const double CloseEnough = 1.02;
    private const double TimeShare = 0.2;

    /// <inheritdoc/>
    public string Name => "tight-packing";

    /// <inheritdoc/>
    public string Description => "packs shops whose machines have no time to idle: forward-backward passes, and search in order of time with look-ahead";

    /// <summary>Why this solver does not fit a problem, null when it does.</summary>
    public static string? Unfit(ShopProblem problem)
    {
        if (problem.IsFlexible) return "tight-packing needs one machine per operation; try local-search";
        if (problem.Objective != ShopObjective.Makespan) return "tight-packing minimises the makespan only; try local-search";
        if (problem.Jobs.Any(job => job.Release > 0)) return "tight-packing needs every job released at 0; try tabu";
        if (problem.Horizon > 1L << 60) return "tight-packing needs a horizon below 2^60 time units; try rules";
        var (sum, longest) = Loads(problem);
        return sum < LeastUtilisation * longest * problem.MachineCount
            ? $"tight-packing needs machines that are busy {100 * LeastUtilisation} % of the time; try tabu" : null;
    }

    /// <inheritdoc/>
    public void Improve(ShopProblem problem, Run<ShopSchedule> run)
    {
        if (Unfit(problem) is { } why)
        {
            run.GiveUp(why);
            return;
        }
        var target = ShopBounds.Best(problem).Value;
        run.ProveBound(target, Name);
        var until = run.Elapsed + (run.Remaining * TimeShare);
        bool Over() => run.ShouldStop || run.Elapsed >= until;
        if (Over()) return;

        PackingShop[] shops = [new(problem, target, mirrored: false), new(problem, target, mirrored: true)];
        var searches = shops.Select(shop => new PackingSearch(shop)).ToArray();
        var passes = new ForwardBackward(shops[0], shops[1]);
        var longJobs = problem.Jobs.Length <= 2 * problem.MachineCount;

        // Tight at both ends, passes far from the target are poor starts for tabu search: it then missed optima it finds from the answers of rules.
        var alone = run.Objective == long.MaxValue;

        bool Search(int direction, PackingRule rule, ReadOnlySpan<long> ranks, long work)
        {
            if (!searches[direction].Run(rule, ranks, work * Math.Max(problem.OperationCount, WorthwhileOperations), Over)) return Over();
            run.Offer(shops[direction].Schedule(searches[direction].Starts), target, $"{Name} ({rule}, looking ahead)");
            return true;
        }

        if (longJobs && Search(0, PackingRule.LeastSlack, [], QuickWork)) return;
        foreach (var rule in (ReadOnlySpan<PackingRule>)[PackingRule.LeastSlack, PackingRule.MostUrgent])
        {
            for (var direction = 0; direction < 2; direction++)
            {
                passes.Run(
                    rule,
                    direction,
                    (schedule, makespan) =>
                    {
                        if (alone || makespan <= CloseEnough * target) run.Offer(schedule, makespan, $"{Name} ({rule}, passes)");
                    },
                    Over);
                if (Over()) return;
                if (passes.Best <= CloseEnough * target && Search(passes.Direction, PackingRule.Given, passes.Ranks, LongWork)) return;
                if (longJobs && Search(direction, rule, [], LongWork)) return;
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
