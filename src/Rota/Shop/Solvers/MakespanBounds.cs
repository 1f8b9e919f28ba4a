namespace Rota.Shop.Solvers;

/// <summary>Lower bounds on the makespan.</summary>
internal static class MakespanBounds
{
    /// <summary>A job's release and work.</summary>
    public static ShopBound Job(ShopProblem problem, MachineBoundView view)
    {
        var best = Enumerable.Range(0, problem.Jobs.Length).MaxBy(j => problem.Jobs[j].Release + view.Work[j]);
        var job = problem.Jobs[best];
        return new("job", job.Release + view.Work[best], $"job {job.Name} is released at {job.Release} and has {view.Work[best]} of work");
    }

    /// <summary>A machine's work.</summary>
    public static ShopBound Load(MachineBoundView view) => OverMachines("load", view, Sum, (m, value) => $"machine {m} has {value} of work");

    /// <summary>A machine's work between the least head and the least tail.</summary>
    public static ShopBound HeadTail(MachineBoundView view) => OverMachines(
        "head-tail",
        view,
        tasks => tasks.Min(t => t.Head) + Sum(tasks) + tasks.Min(t => t.Tail),
        (m, value) => $"machine {m} cannot start before {view.Bound[m].Min(t => t.Head)}, has {Sum(view.Bound[m])} of work, and then at least {view.Bound[m].Min(t => t.Tail)} follows");

    /// <summary>A machine's best preemptive schedule.</summary>
    public static ShopBound Jackson(MachineBoundView view) => OverMachines(
        "jackson", view, JacksonBound.Of, (m, value) => $"machine {m} alone, even if it could interrupt its operations, needs until {value}");

    /// <summary>
    /// Machines that share operations, taken together: k machines cannot beat their work plus the k least heads and tails, divided by k (Carlier 1987). The
    /// groups are the machines linked by operations that may run on either.
    /// </summary>
    public static ShopBound Group(ShopProblem problem, MachineBoundView view)
    {
        var root = Enumerable.Range(0, problem.MachineCount).ToArray();
        foreach (var (operation, _) in view.Free)
            foreach (var mode in operation.Modes) root[Find(root, mode.Machine)] = Find(root, operation.Modes[0].Machine);

        var groups = Enumerable.Range(0, problem.MachineCount).GroupBy(m => Find(root, m)).Where(g => g.Count() > 1).ToList();
        var tasks = groups.ToDictionary(g => g.Key, g => g.SelectMany(m => view.Bound[m]).ToList());
        foreach (var (operation, task) in view.Free) tasks[Find(root, operation.Modes[0].Machine)].Add(task);

        var best = new ShopBound("group", 0, "no machines share operations");
        foreach (var group in groups)
        {
            var value = Together(tasks[group.Key], group.Count());
            if (value > best.Value) best = new("group", value, $"machines {string.Join(", ", group)} together need until {value}");
        }
        return best;
    }

    private static long Together(List<OneMachineBoundTask> tasks, int machines)
    {
        // A task that takes no time keeps no machine's head or tail waiting.
        var real = tasks.Where(t => t.Duration > 0).ToList();
        if (real.Count < machines) return 0;
        Int128 sum = 0;
        foreach (var task in real) sum += task.Duration;
        foreach (var head in real.Select(t => t.Head).Order().Take(machines)) sum += head;
        foreach (var tail in real.Select(t => t.Tail).Order().Take(machines)) sum += tail;
        return (long)((sum + machines - 1) / machines);
    }

    private static int Find(int[] root, int m)
    {
        while (root[m] != m) m = root[m] = root[root[m]];
        return m;
    }

    private static long Sum(List<OneMachineBoundTask> tasks)
    {
        long sum = 0;
        foreach (var task in tasks) sum += task.Duration;
        return sum;
    }

    private static ShopBound OverMachines(
        string name, MachineBoundView view, Func<List<OneMachineBoundTask>, long> measure, Func<int, long, string> reason)
    {
        var (machine, best) = (-1, 0L);
        for (var m = 0; m < view.Bound.Length; m++)
        {
            if (view.Bound[m].Count == 0) continue;
            var value = measure(view.Bound[m]);
            if (value > best) (machine, best) = (m, value);
        }
        return new(name, best, machine < 0 ? "no machine has work of its own" : reason(machine, best));
    }
}
