using Rota.Cli.Output;
using Rota.Cli.Planning;
using Rota.Solving;

namespace Rota.Cli.Commands;

/// <summary>What solve tells people: a header in words before, a footer with the result after.</summary>
internal static class SolveReport
{
    public static void Header(Terminal terminal, SolveRequest request)
    {
        terminal.Line($"{request.Instance.Instance.Words}; minimise {Words.Spoken(request.Instance.Instance.Objective)}");
        var stops = new List<string> { $"time {Duration.Write(request.Time)}" };
        if (request.Target is { } target) stops.Add($"target {target}");
        if (request.NoImprovement is { } patience) stops.Add($"no improvement for {Duration.Write(patience)}");
        terminal.Line($"solver {request.Solver}, {Words.Count(request.Workers, "worker")}, seed {request.Seed}; limits: {string.Join(", ", stops)}");
        terminal.Out.Flush();
    }

    public static void Footer(Terminal terminal, SolveRequest request, PlanRun run, string? result, string? picture)
    {
        var solution = run.Solution;
        if (run.LastImprovement is { } best)
        {
            var proved = solution.Outcome == Outcome.Optimal ? "proved optimal"
                : run.Bound is { } bound ? $"bound {bound}, gap {Words.Percent(run.Gap)}" : "no bound proved";
            terminal.Line($"{Words.Spoken(run.Instance.Objective)} {solution.Objective}, {proved}");
            foreach (var line in run.Instance.Told(solution.Answer!)) terminal.Line(line);
            if (run.Instance.BestKnown is { } known) terminal.Line(BestKnown(known, solution.Objective!.Value));
            terminal.Line($"found by {best.Source} after {Words.Seconds(best.Seconds)}; {StopReason(terminal, request, run)}; checked");
        }
        else
        {
            terminal.Line($"no schedule; {StopReason(terminal, request, run)}");
        }
        if (result is not null) terminal.Line($"result written to {result}");
        if (picture is not null) terminal.Line($"picture written to {picture}");
    }

    private static string BestKnown(KnownBound known, long objective)
    {
        var gap = known.Gap(objective);
        var place = gap == 0 ? "reached" : gap > 0 ? Words.Percent(gap, 2) + " above it" : Words.Percent(-gap, 2) + " below it";
        var what = known.IsClosed ? $"best known {known.Upper}, optimal" : $"best known {known.Upper}, at least {known.Lower}";
        return $"{place}: {what} ({known.Source})";
    }

    private static string StopReason(Terminal terminal, SolveRequest request, PlanRun run)
    {
        var after = $"after {Words.Seconds(run.Solution.Elapsed.TotalSeconds)}";
        if (run.Solution.Outcome == Outcome.Optimal) return $"done {after}";
        if (run.Solution.Outcome == Outcome.Infeasible) return $"infeasible: {run.Solution.Reason}";
        if (terminal.Interruption.Token.IsCancellationRequested) return $"cancelled {after}";
        if (run.Solution.Objective <= request.Target) return $"target reached {after}";
        return run.Solution.Elapsed >= request.Time ? $"time limit reached {after}"
            : request.NoImprovement is null ? $"the solver had nothing more to try {after}"
            : $"no improvement any more, stopped {after}";
    }
}
