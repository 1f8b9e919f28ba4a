using Rota.Projects;
using Rota.Randomness;

namespace Rota.CpSat.Projects;

/// <summary>Which tasks a step of large neighbourhood search lets go: those at work in a window of time, or those around one task.</summary>
internal sealed class ProjectNeighbourhood(ProjectProblem problem, RandomStream random)
{
    private readonly int[][] near = Near(problem);

    /// <summary>About <paramref name="size"/> tasks to let go, all if there are no more; fewer where a task has too few neighbours.</summary>
    public bool[] Draw(ProjectSchedule schedule, int size)
    {
        var free = new bool[problem.Tasks.Length];
        if (size >= free.Length) Array.Fill(free, true);
        else if (random.Next(3) == 0) Around(schedule, size, free);
        else Window(schedule, size, free);
        return free;
    }

    /// <summary>The tasks that come next to each other in time, from a random one on.</summary>
    private void Window(ProjectSchedule schedule, int size, bool[] free)
    {
        var byMiddle = Enumerable.Range(0, free.Length).OrderBy(i => schedule.Starts[i] + (problem.Tasks[i].Modes[schedule.Modes[i]].Duration / 2)).ToArray();
        var first = random.Next(Math.Max(1, byMiddle.Length - size + 1));
        foreach (var task in byMiddle.AsSpan(first, Math.Min(size, byMiddle.Length - first))) free[task] = true;
    }

    /// <summary>A task, tasks linked to it, tasks at work at the same time on the same resources, and so on outwards.</summary>
    private void Around(ProjectSchedule schedule, int size, bool[] free)
    {
        var queue = new PriorityQueue<int, double>();
        queue.Enqueue(random.Next(free.Length), 0);
        for (var count = 0; count < size && queue.TryDequeue(out var task, out var distance);)
        {
            if (free[task]) continue;
            free[task] = true;
            count++;
            foreach (var other in near[task])
                if (!free[other]) queue.Enqueue(other, distance + 0.2 + random.NextDouble());
            var (start, end) = (schedule.Starts[task], problem.End(task, schedule.Modes[task], schedule.Starts[task]));
            for (var other = 0; other < free.Length; other++)
                if (!free[other] && schedule.Starts[other] <= end && problem.End(other, schedule.Modes[other], schedule.Starts[other]) >= start) queue.Enqueue(other, distance + 0.4 + random.NextDouble());
        }
    }

    private static int[][] Near(ProjectProblem problem)
    {
        var near = new HashSet<int>[problem.Tasks.Length];
        for (var i = 0; i < near.Length; i++) near[i] = [];
        foreach (var link in problem.Links) (_, _) = (near[link.From].Add(link.To), near[link.To].Add(link.From));
        foreach (var set in problem.Exclusive)
            foreach (var task in set)
                foreach (var other in set)
                    if (other != task) near[task].Add(other);
        return [.. near.Select(set => set.ToArray())];
    }
}
