using Rota.Randomness;

namespace Rota.Projects.Solvers.Flat;

/// <summary>How children come about: crossovers of two lists, and a window of one list drawn anew. All keep precedence.</summary>
internal sealed class Offspring(FlatProject project, RandomStream random)
{
    private readonly int[] mark = new int[project.Count];
    private readonly int[] missing = new int[project.Count];
    private readonly int[] eligible = new int[project.Count];
    private int stamp;

    /// <summary>Two-point crossover (Hartmann 1998): the first parent's head, then what comes next in the second, then the rest in the first's order; modes go with the tasks.</summary>
    public void TwoPoint(Individual mother, Individual father, Individual child)
    {
        var n = project.Count;
        var (x, y) = (random.Next(n), random.Next(n));
        if (x > y) (x, y) = (y, x);
        stamp++;
        var at = 0;
        for (; at < x; at++) Take(mother, mother.List[at], child, at);
        for (var i = 0; i < n && at < y; i++)
            if (mark[father.List[i]] != stamp) Take(father, father.List[i], child, at++);
        for (var i = 0; i < n && at < n; i++)
            if (mark[mother.List[i]] != stamp) Take(mother, mother.List[i], child, at++);
    }

    /// <summary>A segment of the first parent stays together; what it has before and what it has after come in the second's order.</summary>
    public void Segment(Individual mother, Individual father, Individual child)
    {
        var n = project.Count;
        var length = Math.Max(1, (n / 5) + random.Next(Math.Max(1, n / 2)));
        var first = random.Next(n - length + 1);
        stamp++;
        for (var i = 0; i < first; i++) mark[mother.List[i]] = stamp;
        var at = 0;
        for (var i = 0; i < n && at < first; i++)
            if (mark[father.List[i]] == stamp) Take(father, father.List[i], child, at++);
        for (var i = first; i < first + length; i++) Take(mother, mother.List[i], child, at++);
        for (var i = 0; i < n && at < n; i++)
            if (mark[father.List[i]] != stamp) Take(father, father.List[i], child, at++);
    }

    /// <summary>One parent, a window of whose list is put together anew at random. Drawing the more urgent of two tasks was worse: it brings back what is there already.</summary>
    public void Window(Individual parent, Individual child)
    {
        var n = project.Count;
        var length = Math.Min(n, 8 + random.Next(Math.Max(1, n / 4)));
        var first = random.Next(n - length + 1);
        parent.CopyTo(child);
        stamp++;
        for (var i = first; i < first + length; i++) mark[parent.List[i]] = stamp;
        var ready = 0;
        for (var i = first; i < first + length; i++)
        {
            var task = parent.List[i];
            missing[task] = 0;
            for (var p = project.PredecessorStart[task]; p < project.PredecessorStart[task + 1]; p++)
                if (mark[project.Predecessors[p]] == stamp) missing[task]++;
            if (missing[task] == 0) eligible[ready++] = task;
        }
        for (var at = first; at < first + length; at++)
        {
            var chosen = random.Next(ready);
            var task = eligible[chosen];
            eligible[chosen] = eligible[--ready];
            child.List[at] = task;
            for (var s = project.SuccessorStart[task]; s < project.SuccessorStart[task + 1]; s++)
            {
                var successor = project.Successors[s];
                if (mark[successor] == stamp && --missing[successor] == 0) eligible[ready++] = successor;
            }
        }
    }

    /// <summary>Neighbours that are not tied change places now and then.</summary>
    public void Swap(Individual child, double probability)
    {
        if (probability <= 0) return;
        // The distance to the next swap is geometric: one draw a swap instead of one a place.
        var scale = 1 / Math.Log(1 - Math.Min(probability, 0.999999));
        var list = child.List;
        for (var i = Gap(); i + 1 < list.Length; i += 1 + Gap())
            if (!IsTied(list[i], list[i + 1])) (list[i], list[i + 1]) = (list[i + 1], list[i]);
        int Gap() => (int)Math.Min(1e9, Math.Log(1 - random.NextDouble()) * scale);
    }

    private bool IsTied(int first, int second)
    {
        for (var s = project.SuccessorStart[first]; s < project.SuccessorStart[first + 1]; s++)
            if (project.Successors[s] == second) return true;
        return false;
    }

    private void Take(Individual parent, int task, Individual child, int at)
    {
        child.List[at] = task;
        child.Modes[task] = parent.Modes[task];
        mark[task] = stamp;
    }
}
