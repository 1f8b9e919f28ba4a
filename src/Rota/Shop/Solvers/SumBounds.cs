namespace Rota.Shop.Solvers;

/// <summary>Lower bounds on total flow and on total (weighted) tardiness.</summary>
internal static class SumBounds
{
    private const int MostWeightSteps = 16;

    /// <summary>What every job costs if it never waits.</summary>
    public static ShopBound Jobs(ShopProblem problem, MachineBoundView view)
    {
        long sum = 0;
        for (var j = 0; j < problem.Jobs.Length; j++) sum += Alone(problem, view, j);
        return new("jobs", sum, "what the jobs cost even if none ever waited");
    }

    /// <summary>
    /// One machine alone, preemption allowed: shortest remaining time first gives the least k-th completion for every k at once, and completions matched to due dates in
    /// order cost least (Chu 1992). Jobs that do not need the machine cost what they cost alone. Weights are taken in steps: a job of weight w counts once in
    /// every step up to w.
    /// </summary>
    public static ShopBound Machine(ShopProblem problem, MachineBoundView view)
    {
        var best = new ShopBound("machine", 0, "no machine has work of its own");
        long total = 0;
        for (var j = 0; j < problem.Jobs.Length; j++) total += Alone(problem, view, j);
        for (var m = 0; m < view.Bound.Length; m++)
        {
            var tasks = LastOfEachJob(view.Bound[m]);
            var others = total - tasks.Sum(t => Alone(problem, view, t.Job));
            var value = others + OnMachine(problem, tasks);
            if (value > best.Value) best = new("machine", value, $"the jobs that need machine {m} share it, even if it could interrupt its operations");
        }
        return best;
    }

    private static long Alone(ShopProblem problem, MachineBoundView view, int job) =>
        JobCost.Of(problem.Objective, problem.Jobs[job], problem.Jobs[job].Release + view.Work[job]);

    private static List<OneMachineBoundTask> LastOfEachJob(List<OneMachineBoundTask> tasks)
    {
        var last = new List<OneMachineBoundTask>(tasks.Count);
        for (var i = 0; i < tasks.Count; i++)
            if (i + 1 == tasks.Count || tasks[i + 1].Job != tasks[i].Job) last.Add(tasks[i]);
        return last;
    }

    private static long OnMachine(ShopProblem problem, List<OneMachineBoundTask> tasks)
    {
        if (problem.Objective == ShopObjective.TotalFlow)
        {
            var ends = ShortestRemainingFirst(tasks);
            return ends.Sum() + tasks.Sum(t => t.Tail - problem.Jobs[t.Job].Release);
        }
        var weighted = problem.Objective == ShopObjective.TotalWeightedTardiness;
        var due = tasks.Where(t => problem.Jobs[t.Job].Due is not null && (!weighted || problem.Jobs[t.Job].Weight > 0)).ToList();
        if (!weighted) return Tardiness(problem, due);

        var weights = due.Select(t => problem.Jobs[t.Job].Weight).Distinct().Order().ToArray();
        var steps = Math.Min(MostWeightSteps, weights.Length);
        long sum = 0, below = 0;
        for (var step = 0; step < steps; step++)
        {
            // Any ladder of weights will do: a job of weight w pays for the steps at or below w.
            var weight = weights[(int)((long)step * weights.Length / steps)];
            var paying = due.Where(t => problem.Jobs[t.Job].Weight >= weight).ToList();
            sum += (weight - below) * Tardiness(problem, paying);
            below = weight;
        }
        return sum;
    }

    private static long Tardiness(ShopProblem problem, List<OneMachineBoundTask> tasks)
    {
        var ends = ShortestRemainingFirst(tasks);
        var dues = tasks.Select(t => problem.Jobs[t.Job].Due!.Value - t.Tail).Order().ToArray();
        long sum = 0;
        for (var i = 0; i < dues.Length; i++) sum += Math.Max(0, ends[i] - dues[i]);
        return sum;
    }

    /// <summary>Completion times in increasing order.</summary>
    private static List<long> ShortestRemainingFirst(List<OneMachineBoundTask> tasks)
    {
        var byHead = tasks.OrderBy(t => t.Head).ToArray();
        var left = new PriorityQueue<long, long>();
        var ends = new List<long>(byHead.Length);
        long now = 0;
        for (var next = 0; next < byHead.Length || left.Count > 0;)
        {
            if (left.Count == 0) now = Math.Max(now, byHead[next].Head);
            for (; next < byHead.Length && byHead[next].Head <= now; next++) left.Enqueue(byHead[next].Duration, byHead[next].Duration);
            var work = left.Dequeue();
            var run = next < byHead.Length ? Math.Min(work, byHead[next].Head - now) : work;
            now += run;
            if (run < work) left.Enqueue(work - run, work - run);
            else ends.Add(now);
        }
        return ends;
    }
}
