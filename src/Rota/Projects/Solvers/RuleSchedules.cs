using Rota.Projects.Policies;
using Rota.Projects.Solvers.Flat;
using Rota.Solving;

namespace Rota.Projects.Solvers;

/// <summary>
/// Every priority rule with the serial scheme, and on textbook projects with the parallel scheme and justification too; the best of all. Milliseconds. Where there are modes,
/// the shortest and the most frugal of each task are tried.
/// </summary>
public sealed class RuleSchedules : ISolver<ProjectProblem, ProjectSchedule>
{
    /// <inheritdoc/>
    public string Name => "rules";

    /// <inheritdoc/>
    public string Description => "priority rules with serial and parallel schedule generation, justified";

    /// <inheritdoc/>
    public void Improve(ProjectProblem problem, Run<ProjectSchedule> run)
    {
        if (!ProjectBounds.Prove(problem, run)) return;
        var times = new ProjectNetwork(problem).Times(problem);
        var flat = FlatProject.Of(problem);
        if (flat is not null) Textbook(problem, flat, times, run);
        else General(problem, times, run);
        if (run.Best is null) run.GiveUp("no priority rule leads to a schedule that keeps every deadline, stock and maximal lag; try the portfolio");
    }

    /// <summary>The schedule of one rule, not justified; null when the rule finds none, or the parallel scheme is asked for a project that is no textbook one.</summary>
    public static ProjectSchedule? Single(ProjectProblem problem, ProjectRule rule, bool parallel)
    {
        var keys = rule.Keys(new ProjectNetwork(problem).Times(problem));
        if (!parallel) return new SerialScheme(problem).Schedule([.. Enumerable.Range(0, keys.Length).OrderBy(i => keys[i]).ThenBy(i => i)]);
        if (FlatProject.Of(problem) is not { } flat) return null;
        var starts = new int[flat.Count];
        new FlatDispatch(flat).Parallel(keys, null, starts);
        return ProjectSchedule.FromStarts([.. starts.Select(start => (long)start)]);
    }

    private void Textbook(ProjectProblem problem, FlatProject flat, NetworkTimes times, Run<ProjectSchedule> run)
    {
        var (dispatch, scheme) = (new FlatDispatch(flat), new FlatScheme(flat));
        var (starts, list) = (new int[flat.Count], new int[flat.Count]);
        foreach (var rule in ProjectRules.All)
        {
            if (run.ShouldStop && run.Best is not null) return;
            var keys = rule.Keys(times);
            dispatch.Serial(keys, null, list);
            Offer(scheme.Justify(scheme.Forward(list, starts), starts), rule.Name);
            Offer(scheme.Justify(dispatch.Parallel(keys, null, starts), starts), rule.Name);
        }
        Offer(scheme.Justify(dispatch.Parallel(default, null, starts, new WorstCaseSlack(flat, [.. times.LatestStarts])), starts), "WCS");
        void Offer(int makespan, string rule) => flat.Offer(run, starts, makespan, $"{Name} {rule}");
    }

    private void General(ProjectProblem problem, NetworkTimes times, Run<ProjectSchedule> run)
    {
        var scheme = new SerialScheme(problem);
        var byDue = problem.Tasks.Select((task, i) => task.Due ?? problem.Horizon).ToArray();
        var keys = ProjectRules.All.Select(rule => (rule.Name, Keys: rule.Keys(times))).Prepend(("EDD", byDue));
        foreach (var (name, key) in keys)
            foreach (var modes in ModeChoices(problem))
            {
                if (run.ShouldStop && run.Best is not null) return;
                var order = Enumerable.Range(0, key.Length).OrderBy(i => key[i]).ThenBy(i => i).ToArray();
                if (scheme.Repaired(order, modes) is not { } schedule || ScheduleFaults.Of(problem, schedule) > 0) continue;
                run.Offer(schedule, schedule.Makespan(problem), $"{Name} {name}");
            }
    }

    private static IEnumerable<int[]> ModeChoices(ProjectProblem problem)
    {
        yield return [.. problem.Tasks.Select((task, _) => Best(problem, task, mode => mode.Duration))];
        if (!problem.IsMultiMode) yield break;
        yield return [.. problem.Tasks.Select((task, _) => Best(problem, task, mode => Appetite(problem, mode, renewable: true)))];
        yield return [.. problem.Tasks.Select((task, _) => Best(problem, task, mode => Appetite(problem, mode, renewable: false)))];
    }

    private static int Best(ProjectProblem problem, ProjectTask task, Func<TaskMode, double> cost)
    {
        var (best, least) = (0, double.MaxValue);
        for (var m = 0; m < task.Modes.Length; m++)
            if (ScheduleFaults.IsPossible(problem, task.Modes[m]) && cost(task.Modes[m]) is var value && value < least) (best, least) = (m, value);
        return best;
    }

    private static double Appetite(ProjectProblem problem, TaskMode mode, bool renewable)
    {
        double sum = 0;
        foreach (var demand in mode.Demands)
            if (problem.Resources[demand.Resource].Renewable == renewable)
                sum += (double)demand.Amount / Math.Max(1, problem.Resources[demand.Resource].Capacity) * (renewable ? mode.Duration : 1);
        return sum;
    }
}
