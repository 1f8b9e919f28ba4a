namespace Rota.Shop.Solvers;

/// <summary>
/// Jackson's preemptive one-machine schedule (Carlier and Pinson 1989): always run the available task with the longest tail. Its makespan, tails included, is the
/// best preemptive one, so no schedule of the shop is shorter. O(n log n).
/// </summary>
internal static class JacksonBound
{
    /// <summary>Makespan of the preemptive schedule.</summary>
    public static long Of(List<OneMachineBoundTask> inAnyOrder)
    {
        var tasks = inAnyOrder.ToArray();
        Array.Sort(tasks, static (a, b) => a.Head.CompareTo(b.Head));
        var available = new PriorityQueue<(long Left, long Tail), long>();
        long now = 0, makespan = 0;
        for (var next = 0; next < tasks.Length || available.Count > 0;)
        {
            if (available.Count == 0) now = Math.Max(now, tasks[next].Head);
            for (; next < tasks.Length && tasks[next].Head <= now; next++)
                available.Enqueue((tasks[next].Duration, tasks[next].Tail), -tasks[next].Tail);
            var (left, tail) = available.Dequeue();
            var run = next < tasks.Length ? Math.Min(left, tasks[next].Head - now) : left;
            now += run;
            if (run < left) available.Enqueue((left - run, tail), -tail);
            else makespan = Math.Max(makespan, now + tail);
        }
        return makespan;
    }
}
