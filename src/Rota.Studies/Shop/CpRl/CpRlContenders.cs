using Rota.CpSat.Shop;
using Rota.Randomness;
using Rota.Shop;
using Rota.Shop.Learning;
using Rota.Shop.Learning.Clock;
using Rota.Shop.Policies;
using Rota.Shop.Solvers;
using Rota.Solving;

namespace Rota.Studies.Shop.CpRl;

/// <summary>Who is compared: each on one thread, every schedule checked by the referee.</summary>
internal sealed class CpRlContenders(ClockNetwork? released)
{
    public const int Samples = 32;

    public const string Rules = "best of 5 rules", Random = "random x32", Stirred = "stirred rules x32", ReleasedGreedy = "released greedy",
        Released = "released x32", LearnedOne = "learned x1", Learned = "learned x32", Tabu = "tabu equal time", CpSat = "CP-SAT equal time";

    // A clock cannot hold a solver to less.
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(10);
    private static readonly string[] RuleNames = ["FIFO", "SPT", "MWKR", "MOPNR", "FDD/MWKR"];
    private static readonly double[] Noises = [0.05, 0.1, 0.2, 0.4];
    private static readonly PriorityRule[] Five = [.. RuleNames.Select(name => PriorityRules.All.Single(rule => rule.Name == name))];

    /// <summary>In order of the tables; those at equal time come after <see cref="Learned"/>.</summary>
    public static IReadOnlyList<string> All { get; } = [Rules, Random, Stirred, ReleasedGreedy, Released, LearnedOne, Learned, Tabu, CpSat];

    /// <summary>True for those that play the released checkpoint.</summary>
    public static bool IsReleased(string contender) => contender is Released or ReleasedGreedy;

    /// <summary>Runs one.</summary>
    /// <param name="contender">Who.</param>
    /// <param name="problem">On what.</param>
    /// <param name="equal">The time of those at equal time.</param>
    /// <param name="cancellation">Stops between samples.</param>
    /// <returns>Null when it cannot run here.</returns>
    public CpRlResult? Run(string contender, ShopProblem problem, TimeSpan equal, CancellationToken cancellation)
    {
        if (released is null && IsReleased(contender)) return null;
        var began = TimeProvider.System.GetTimestamp();
        var schedule = contender switch
        {
            Rules => BestOf(problem, Five, Five.Length),
            Random => BestOf(problem, [new RandomOrder()], Samples),
            Stirred => BestOf(problem, [.. Enumerable.Range(0, Samples).Select(i => new PerturbedRule(Five[i % Five.Length], Noises[i / Five.Length % Noises.Length]))], Samples),
            ReleasedGreedy => new ClockRollouts(problem, released!).Greedy().Schedule,
            Released => new ClockRollouts(problem, released!).Best(Samples, 1, cancellation).Schedule,
            LearnedOne => new LearntDispatcher(problem, ShopModels.JobShop).Build(new RandomStream(1), 0)!.Value.Schedule,
            Learned => new LearntDispatcher(problem, ShopModels.JobShop).Best(Samples, 1, cancellation).Schedule,
            Tabu => Solve(new TabuSearch(new() { Threads = 1 }), problem, equal, cancellation),
            CpSat => Solve(new CpSatShopSolver(new() { Hint = false }), problem, equal, cancellation),
            _ => throw new ArgumentOutOfRangeException(nameof(contender), contender, "no contender"),
        };
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        return new(problem.Name, contender, schedule is null ? null : Checked(problem, schedule), seconds);
    }

    private static ShopSchedule BestOf(ShopProblem problem, PriorityRule[] rules, int samples)
    {
        var simulation = new NonDelaySimulation(problem);
        var random = new RandomStream(1).Split("contenders");
        return Enumerable.Range(0, samples).Select(i => simulation.Dispatch(rules[i % rules.Length], random)).MinBy(schedule => Makespan(problem, schedule))!;
    }

    private static long Makespan(ShopProblem problem, ShopSchedule schedule)
    {
        var latest = 0L;
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var last = problem.FirstOperation[j + 1] - 1;
            if (last >= problem.FirstOperation[j]) latest = Math.Max(latest, schedule.Starts[last] + problem.Jobs[j].Operations[^1].Modes[0].Duration);
        }
        return latest;
    }

    private static ShopSchedule? Solve(ISolver<ShopProblem, ShopSchedule> solver, ShopProblem problem, TimeSpan time, CancellationToken cancellation)
    {
        var run = new Run<ShopSchedule>(Limit.Time(time > Least ? time : Least), workers: 1, cancellation: cancellation);
        solver.Improve(problem, run);
        return run.Best?.Answer;
    }

    private static long Checked(ShopProblem problem, ShopSchedule schedule)
    {
        var verdict = ShopChecker.Instance.Check(problem, schedule);
        return verdict.Violations.Length == 0 ? verdict.Objective : throw new InvalidOperationException($"{problem.Name}: {verdict.Violations[0]}");
    }
}
