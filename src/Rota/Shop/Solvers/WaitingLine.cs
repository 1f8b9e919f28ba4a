namespace Rota.Shop.Solvers;

/// <summary>
/// The operations that wait at a machine, by job: a heap while ranks stand still, a bag that is searched anew where ranks change with time.
/// Lowest rank first, ties to the lowest job.
/// </summary>
internal sealed class WaitingLine
{
    private (double Rank, int Job)[] items = new (double, int)[4];

    public int Count { get; private set; }

    /// <summary>The job at a place of the bag; places are not in order.</summary>
    public int this[int place] => items[place].Job;

    public void Clear() => Count = 0;

    /// <summary>Adds to the bag.</summary>
    public void Add(int job)
    {
        if (Count == items.Length) Array.Resize(ref items, Count * 2);
        items[Count++] = (0, job);
    }

    /// <summary>Takes the job at a place of the bag out.</summary>
    public int RemoveAt(int place)
    {
        var job = items[place].Job;
        items[place] = items[--Count];
        return job;
    }

    /// <summary>Adds to the heap.</summary>
    public void Push(int job, double rank)
    {
        Add(job);
        var place = Count - 1;
        while (place > 0)
        {
            var parent = (place - 1) / 2;
            if (!Before((rank, job), items[parent])) break;
            items[place] = items[parent];
            place = parent;
        }
        items[place] = (rank, job);
    }

    /// <summary>Takes the first of the heap out.</summary>
    public int Pop()
    {
        var first = items[0].Job;
        var moved = items[--Count];
        var place = 0;
        for (var child = 1; child < Count; child = (2 * place) + 1)
        {
            if (child + 1 < Count && Before(items[child + 1], items[child])) child++;
            if (!Before(items[child], moved)) break;
            items[place] = items[child];
            place = child;
        }
        if (Count > 0) items[place] = moved;
        return first;
    }

    private static bool Before((double Rank, int Job) a, (double Rank, int Job) b) =>
        a.Rank < b.Rank || (a.Rank == b.Rank && a.Job < b.Job);
}
