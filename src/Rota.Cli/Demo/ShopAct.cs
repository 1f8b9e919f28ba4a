using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Planning;
using Rota.Rendering;
using Rota.Solving;

namespace Rota.Cli.Demo;

/// <summary>A job shop that was open for decades: ta21, 20 jobs on 20 machines, by rules, tabu search, CP-SAT and all of them together.</summary>
internal sealed class ShopAct : IDemoAct
{
    private const string Shop = "ta21";

    private const string WarmUpShop = "ta01";

    private static readonly TimeSpan WarmUpTime = TimeSpan.FromMilliseconds(150);

    private static readonly string[] Contenders = ["rules", "tabu", "cp-sat", "portfolio"];

    public string Title => "a job shop planned by four solvers";

    public TimeSpan Length(DemoOptions options) => options.Time * Contenders.Length;

    public DemoScene? Play(Terminal terminal, DemoOptions options)
    {
        var shop = Instances.One(Shop);
        Announce(terminal, options, shop.Instance);
        WarmUp(terminal, options);
        var runs = new List<PlanRun>();
        foreach (var name in Contenders)
        {
            using (var progress = new ProgressLine(terminal, name.PadRight(Contenders.Max(c => c.Length)), header: runs.Count == 0))
            {
                var run = PlanRun.Execute(name, shop, Limit.Time(options.Time), 1, options.Workers, progress, terminal.Interruption.Token);
                if (terminal.Interruption.Token.IsCancellationRequested) break;
                runs.Add(run);
            }
            var found = runs[^1].LastImprovement is { } last ? $", found after {Words.Seconds(last.Seconds)}" : "";
            terminal.Line($"  {name,-10} makespan {Words.Number(runs[^1].Solution.Objective)}{found}");
            terminal.Out.Flush();
        }
        if (!runs.Exists(run => run.Solution.Answer is not null)) return null;

        var contest = new Contest([.. runs.Select(run => run.Solution.Solver)], runs);
        ContestReport.Draw(terminal, contest, "makespan");
        var best = runs.Where(run => run.Solution.Answer is not null).MinBy(run => run.Solution.Objective)!;
        var text = Sentences(shop.Instance, options, best).ToList();
        foreach (var line in text.Skip(1)) terminal.Line(line);
        return new(
            shop.Instance.Words,
            [
                ContestPage.Table("Four solvers, equal time", contest, "makespan") with { AboveGantt = true },
                PageSection.Text("What this says", string.Join('\n', text)) with { AboveGantt = true },
                PageSection.Svg("Convergence", ContestCurves.Draw(contest).ToSvg()) with { AboveGantt = true },
            ],
            best);
    }

    private static void Announce(Terminal terminal, DemoOptions options, IPlanInstance shop)
    {
        terminal.Line($"{shop.Words}; minimise the makespan, the time at which the last job is done");
        terminal.Line("Every job visits every machine in its own order; a machine runs one operation at a time.");
        terminal.Line($"{Contenders.Length} solvers, {Duration.Write(options.Time)} and {Words.Count(options.Workers, "worker")} each:");
        terminal.Line("dispatching rules, tabu search, constraint programming (OR-Tools CP-SAT), and a portfolio of all that share what they find.");
        terminal.Out.Flush();
    }

    /// <summary>Loads and compiles what every contender uses, so that the first of them does not pay for it.</summary>
    private static void WarmUp(Terminal terminal, DemoOptions options)
    {
        var shop = Instances.One(WarmUpShop);
        foreach (var name in Contenders)
            PlanRun.Execute(name, shop, Limit.Time(WarmUpTime), 1, options.Workers, null, terminal.Interruption.Token);
    }

    private static IEnumerable<string> Sentences(IPlanInstance shop, DemoOptions options, PlanRun best)
    {
        yield return $"Each solver had {Duration.Write(options.Time)} and {Words.Count(options.Workers, "worker")}. Every schedule passed the independent checker.";
        if (shop.BestKnown is { } known)
            yield return known.IsClosed
                ? $"The best known makespan is {known.Upper} ({known.Source}), and it is proved that none is better."
                : $"The best known makespan is {known.Upper}, and none is below {known.Lower} ({known.Source}).";
        yield return $"The best schedule here is by {best.Solution.Solver}: {best.Solution.Objective}, found after {Words.Seconds(best.LastImprovement!.Value.Seconds)}.";
    }
}
