namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>Jobs by a pair of keys, smallest first, ties by number; a job's keys may change at any time. A binary heap that knows every job's place.</summary>
internal sealed class JobHeap
{
    private long[] first = new long[16];
    private long[] second = new long[16];
    private int[] place = new int[16];
    private int[] heap = new int[16];
    private int seen;
    private int[] parked = [];

    /// <summary>Number of jobs in it.</summary>
    public int Count { get; private set; }

    /// <summary>The first job; -1 when there is none.</summary>
    public int Peek => Count == 0 ? -1 : heap[0];

    /// <summary>The first key of a job.</summary>
    public long Key(int job) => first[job];

    /// <summary>True when the job is in the heap.</summary>
    public bool Contains(int job) => job < seen && place[job] >= 0;

    /// <summary>Adds a job, or changes its keys.</summary>
    public void Set(int job, long key, long tie)
    {
        Reserve(job);
        if (place[job] < 0)
        {
            (first[job], second[job]) = (key, tie);
            if (Count == heap.Length) Array.Resize(ref heap, 2 * Count);
            Rise(Count++, job);
            return;
        }
        if (first[job] == key && second[job] == tie) return;
        var up = key < first[job] || (key == first[job] && tie < second[job]);
        (first[job], second[job]) = (key, tie);
        if (up) Rise(place[job], job);
        else Sink(place[job], job);
    }

    /// <summary>Takes a job out.</summary>
    public void Remove(int job)
    {
        var hole = place[job];
        place[job] = -1;
        var last = heap[--Count];
        if (last == job) return;
        if (hole > 0 && Less(last, heap[(hole - 1) / 2])) Rise(hole, last);
        else Sink(hole, last);
    }

    /// <summary>The first jobs in order; how many were written.</summary>
    public int Top(Span<int> jobs)
    {
        if (jobs.Length == 0 || Count == 0) return 0;
        if (jobs.Length == 1)
        {
            jobs[0] = heap[0];
            return 1;
        }
        if (parked.Length < jobs.Length) parked = new int[jobs.Length];
        var taken = 0;
        while (taken < jobs.Length && Count > 0)
        {
            parked[taken] = jobs[taken] = heap[0];
            Remove(heap[0]);
            taken++;
        }
        for (var i = 0; i < taken; i++) Rise(Count++, parked[i]);
        return taken;
    }

    private bool Less(int a, int b) =>
        first[a] != first[b] ? first[a] < first[b] : second[a] != second[b] ? second[a] < second[b] : a < b;

    private void Rise(int hole, int job)
    {
        while (hole > 0 && heap[(hole - 1) / 2] is var parent && Less(job, parent))
        {
            heap[hole] = parent;
            place[parent] = hole;
            hole = (hole - 1) / 2;
        }
        heap[hole] = job;
        place[job] = hole;
    }

    private void Sink(int hole, int job)
    {
        while (true)
        {
            var child = (2 * hole) + 1;
            if (child >= Count) break;
            if (child + 1 < Count && Less(heap[child + 1], heap[child])) child++;
            if (!Less(heap[child], job)) break;
            heap[hole] = heap[child];
            place[heap[hole]] = hole;
            hole = child;
        }
        heap[hole] = job;
        place[job] = hole;
    }

    private void Reserve(int job)
    {
        if (job >= first.Length)
        {
            var length = Math.Max(job + 1, 2 * first.Length);
            Array.Resize(ref first, length);
            Array.Resize(ref second, length);
            Array.Resize(ref place, length);
        }
        for (; seen <= job; seen++) place[seen] = -1;
    }
}
