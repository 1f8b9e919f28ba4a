using System.Collections.Immutable;

namespace Rota.Projects;

/// <summary>The referee's sweep over one renewable resource: at every event the load of the running tasks against the capacity of that moment.</summary>
internal static class CapacitySweep
{
    public static void Check(ProjectProblem problem, ProjectSchedule answer, long[] ends, int resource, ImmutableArray<ProjectViolation>.Builder found)
    {
        var steps = problem.Capacity(resource);
        var events = new List<(long Time, int Task, long Change)>();
        for (var i = 0; i < ends.Length; i++)
        {
            var amount = problem.Tasks[i].Modes[answer.Modes[i]].DemandOf(resource);
            if (amount == 0 || ends[i] == answer.Starts[i]) continue;
            events.Add((answer.Starts[i], i, amount));
            events.Add((ends[i], i, -amount));
        }
        if (events.Count == 0) return;
        var last = events.Max(e => e.Time);
        for (var s = 0; s < steps.Times.Length && steps.Times[s] < last; s++) events.Add((steps.Times[s], -1, 0));
        events.Sort((a, b) => a.Time.CompareTo(b.Time));

        var running = new SortedDictionary<int, long>();
        Fault? open = null;
        for (var e = 0; e < events.Count;)
        {
            var time = events[e].Time;
            for (; e < events.Count && events[e].Time == time; e++)
            {
                if (events[e].Change > 0) running.Add(events[e].Task, events[e].Change);
                else if (events[e].Change < 0) running.Remove(events[e].Task);
            }
            var until = e < events.Count ? events[e].Time : time;
            var fault = Fault.At(problem, running, steps.At(time), new(time, until));
            if (open is not null && fault is not null && open.IsSame(fault)) open = open with { Time = open.Time with { End = until } };
            else
            {
                open?.Tell(problem, resource, found);
                open = fault;
            }
        }
        open?.Tell(problem, resource, found);
    }

    private sealed record Fault(int[] Tasks, Int128 Load, long Capacity, Period Time)
    {
        public static Fault? At(ProjectProblem problem, SortedDictionary<int, long> running, long capacity, Period time)
        {
            Int128 load = 0;
            foreach (var (task, amount) in running)
                if (capacity > 0 || !problem.Tasks[task].Pauses) load += amount;
            // A task that pauses asks nothing of what is closed.
            return load <= capacity || time.Length == 0 ? null : new([.. running.Keys.Where(task => capacity > 0 || !problem.Tasks[task].Pauses)], load, capacity, time);
        }

        public bool IsSame(Fault next) => next.Capacity == Capacity && next.Tasks.AsSpan().SequenceEqual(Tasks);

        public void Tell(ProjectProblem problem, int resource, ImmutableArray<ProjectViolation>.Builder found)
        {
            ImmutableArray<string> names = [.. Tasks.Select(task => problem.Tasks[task].Id)];
            var id = problem.Resources[resource].Id;
            var over = (long)Int128.Min(Load - Capacity, long.MaxValue);
            var who = string.Join(", ", names);
            found.Add(Capacity == 0
                ? new(ViolationFamily.Downtime, names, id, Time.Start, Time.End, over, $"{id} is closed in {Time}, and {who} {(names.Length == 1 ? "needs" : "need")} {Load} of it")
                : new(ViolationFamily.Capacity, names, id, Time.Start, Time.End, over, $"{who} need {Load} of {id} in {Time}, {over} more than the {Capacity} there are"));
        }
    }
}
