using Rota.Randomness;

namespace Rota.Projects.Solvers.Flat;

/// <summary>
/// Lists and schedules from priority keys (smaller first, ties to the smaller number), or drawn by regret: task i of the eligible set with probability in proportion to
/// max key - key of i + 1 (Drexl 1991; alpha = 1).
/// </summary>
internal sealed class FlatDispatch(FlatProject project)
{
    private readonly int[] missing = new int[project.Count];
    private readonly int[] eligible = new int[project.Count];
    private readonly int[] fitting = new int[project.Count];
    private readonly int[] running = new int[project.Count];
    private readonly ulong[] free = new ulong[project.Words];
    private int waiting;
    private int busy;

    /// <summary>A precedence-feasible list.</summary>
    public void Serial(ReadOnlySpan<long> keys, RandomStream? random, Span<int> list)
    {
        Begin();
        for (var at = 0; at < list.Length; at++)
        {
            var chosen = Choose(eligible.AsSpan(0, waiting), keys, random);
            list[at] = eligible[chosen];
            eligible[chosen] = eligible[--waiting];
            Release(list[at]);
        }
    }

    /// <summary>The parallel scheme (Kelley 1963): at every moment when something ends, tasks start in order of priority as long as one fits; gives the makespan.</summary>
    public int Parallel(ReadOnlySpan<long> keys, RandomStream? random, int[] starts, WorstCaseSlack? slack = null)
    {
        Begin();
        busy = 0;
        for (var w = 0; w < free.Length; w++) free[w] = project.Capacity[w] | FlatProject.Guard;
        var (time, left, last) = (0, project.Count, 0);
        while (true)
        {
            while (Fitting() is var fit and > 0)
            {
                var among = fitting.AsSpan(0, fit);
                var chosen = slack is null ? Choose(Tasks(among), keys, random) : slack.Choose(Tasks(among), eligible.AsSpan(0, waiting), running.AsSpan(0, busy), starts, time);
                var task = eligible[fitting[chosen]];
                eligible[fitting[chosen]] = eligible[--waiting];
                starts[task] = time;
                last = Math.Max(last, time + project.Duration[task]);
                if (--left == 0) return last;
                if (project.Duration[task] == 0)
                {
                    Release(task);
                    continue;
                }
                running[busy++] = task;
                for (var w = 0; w < free.Length; w++) free[w] -= project.Demand[(task * free.Length) + w];
            }
            time = NextEnd(starts);
            Retire(starts, time);
        }
    }

    private readonly int[] names = new int[project.Count];

    private ReadOnlySpan<int> Tasks(ReadOnlySpan<int> places)
    {
        for (var i = 0; i < places.Length; i++) names[i] = eligible[places[i]];
        return names.AsSpan(0, places.Length);
    }

    private void Begin()
    {
        waiting = 0;
        for (var i = 0; i < project.Count; i++)
            if ((missing[i] = project.PredecessorStart[i + 1] - project.PredecessorStart[i]) == 0) eligible[waiting++] = i;
    }

    private void Release(int task)
    {
        for (var s = project.SuccessorStart[task]; s < project.SuccessorStart[task + 1]; s++)
            if (--missing[project.Successors[s]] == 0) eligible[waiting++] = project.Successors[s];
    }

    private int Fitting()
    {
        var fit = 0;
        for (var e = 0; e < waiting; e++)
        {
            var fits = true;
            for (var w = 0; w < free.Length; w++)
                fits &= ((free[w] - project.Demand[(eligible[e] * free.Length) + w]) & FlatProject.Guard) == FlatProject.Guard;
            if (fits) fitting[fit++] = e;
        }
        return fit;
    }

    private int NextEnd(int[] starts)
    {
        var next = int.MaxValue;
        for (var b = 0; b < busy; b++) next = Math.Min(next, starts[running[b]] + project.Duration[running[b]]);
        return next;
    }

    private void Retire(int[] starts, int time)
    {
        for (var b = busy - 1; b >= 0; b--)
        {
            var task = running[b];
            if (starts[task] + project.Duration[task] > time) continue;
            running[b] = running[--busy];
            for (var w = 0; w < free.Length; w++) free[w] += project.Demand[(task * free.Length) + w];
            Release(task);
        }
    }

    /// <summary>The place in the set of the task taken next.</summary>
    private static int Choose(ReadOnlySpan<int> set, ReadOnlySpan<long> keys, RandomStream? random)
    {
        if (random is null)
        {
            var best = 0;
            for (var i = 1; i < set.Length; i++)
                if (keys[set[i]] < keys[set[best]] || (keys[set[i]] == keys[set[best]] && set[i] < set[best])) best = i;
            return best;
        }
        var most = long.MinValue;
        foreach (var task in set) most = Math.Max(most, keys[task]);
        double sum = 0;
        foreach (var task in set) sum += most - keys[task] + 1;
        var draw = random.NextDouble() * sum;
        for (var i = 0; i < set.Length - 1; i++)
            if ((draw -= most - keys[set[i]] + 1) < 0) return i;
        return set.Length - 1;
    }
}
