using Rota.Projects.Policies;
using Rota.Randomness;
using Rota.Solving;

namespace Rota.Projects.Solvers;

/// <summary>
/// Late acceptance hill climbing (Burke and Bykov 2017) over activity lists and modes, for every project: lists become schedules by the serial scheme with steps back for maximal
/// lags; deadlines, lags and stocks that are still broken cost so much each unit. One walk a thread.
/// </summary>
public sealed class ListSearch(int? threads = null, string name = "list-search") : ISolver<ProjectProblem, ProjectSchedule>
{
    private const int Memory = 60;
    private const long Penalty = 20;
    private const int Patience = 4000;

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => "late acceptance over activity lists and modes, with lags, windows, calendars and exclusive tasks";

    /// <inheritdoc/>
    public void Improve(ProjectProblem problem, Run<ProjectSchedule> run)
    {
        if (!ProjectBounds.Prove(problem, run)) return;
        var count = Math.Max(1, threads ?? run.Workers);
        var walks = Enumerable.Range(0, count).Select(i => new Walk(i, Name)).ToArray();
        if (count == 1) walks[0].Improve(problem, run);
        else new SideBySide<ProjectProblem, ProjectSchedule>(Name, Description, walks).Improve(problem, run);
        if (run.Best is null) run.GiveUp("no schedule was found that keeps every deadline, stock and maximal lag; try the portfolio");
    }

    private sealed class Walk(int number, string name) : ISolver<ProjectProblem, ProjectSchedule>
    {
        private int[] order = [];
        private int[] modes = [];
        private int[] newOrder = [];
        private int[] newModes = [];

        public string Name => name;

        public string Description => "";

        public void Improve(ProjectProblem problem, Run<ProjectSchedule> run)
        {
            var random = new RandomStream(run.Seed).Split(Name).Split(number);
            var scheme = new SerialScheme(problem);
            var keys = new LatestStartTime().Keys(new ProjectNetwork(problem).Times(problem));
            var n = problem.Tasks.Length;
            (newOrder, newModes) = (new int[n], new int[n]);
            var last = new long[Memory];
            for (var round = 0; !run.ShouldStop; round++)
            {
                Begin(problem, run, keys, random, round);
                var cost = Judge(problem, run, scheme, order, modes);
                Array.Fill(last, cost);
                var (best, idle) = (cost, 0);
                for (var step = 0; !run.ShouldStop && idle < Patience; step++, idle++)
                {
                    Move(problem, random);
                    var trial = Judge(problem, run, scheme, newOrder, newModes);
                    if (trial <= cost || trial <= last[step % Memory])
                    {
                        cost = trial;
                        (order, newOrder, modes, newModes) = (newOrder, order, newModes, modes);
                    }
                    last[step % Memory] = cost;
                    if (cost >= best) continue;
                    (best, idle) = (cost, 0);
                }
                if (n == 1 && !problem.IsMultiMode) return;
            }
        }

        private void Begin(ProjectProblem problem, Run<ProjectSchedule> run, long[] keys, RandomStream random, int round)
        {
            var n = problem.Tasks.Length;
            if (round % 2 == 0 && run.Best is { } known)
            {
                order = [.. Enumerable.Range(0, n).OrderBy(i => known.Answer.Starts[i])];
                modes = [.. known.Answer.Modes];
                return;
            }
            var noise = Enumerable.Range(0, n).Select(i => keys[i] + (round == 0 && number == 0 ? 0 : random.NextDouble() * problem.Tasks[i].LongestDuration * 3)).ToArray();
            order = [.. Enumerable.Range(0, n).OrderBy(i => problem.Tasks[i].Due is { } due ? Math.Min(noise[i], due - problem.Tasks[i].LongestDuration) : noise[i])];
            modes = [.. problem.Tasks.Select(task => Possible(problem, task, random))];
        }

        private static int Possible(ProjectProblem problem, ProjectTask task, RandomStream random)
        {
            while (true)
            {
                var mode = random.Next(task.Modes.Length);
                if (ScheduleFaults.IsPossible(problem, task.Modes[mode])) return mode;
            }
        }

        private void Move(ProjectProblem problem, RandomStream random)
        {
            order.CopyTo(newOrder, 0);
            modes.CopyTo(newModes, 0);
            var n = order.Length;
            if (problem.IsMultiMode && random.Next(2) == 0)
            {
                var task = random.Next(n);
                newModes[task] = Possible(problem, problem.Tasks[task], random);
                if (random.Next(2) == 0) return;
            }
            var (from, to) = (random.Next(n), random.Next(n));
            if (random.Next(3) == 0) to = Math.Clamp(from + random.Next(-3, 3), 0, n - 1);
            var moved = newOrder[from];
            if (from < to) Array.Copy(newOrder, from + 1, newOrder, from, to - from);
            else Array.Copy(newOrder, to, newOrder, to + 1, from - to);
            newOrder[to] = moved;
        }

        private long Judge(ProjectProblem problem, Run<ProjectSchedule> run, SerialScheme scheme, int[] list, int[] chosen)
        {
            if (scheme.Repaired(list, chosen) is not { } schedule) return long.MaxValue / 2;
            var (faults, makespan) = (ScheduleFaults.Of(problem, schedule), schedule.Makespan(problem));
            if (faults == 0 && makespan < run.Objective) run.Offer(schedule, makespan, Name);
            return makespan + (Penalty * faults);
        }
    }
}
