namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// Balance's two places: a queue of full (untouched) works by class, and a stack of partial ones, of which only the top runs. A smaller full work goes onto the stack only while
/// full works are at least a quarter of all alive (Gupta, Kumar, Panigrahi, Wang, SODA 2026).
/// </summary>
internal sealed class BalanceLine(double fullFraction)
{
    private readonly JobHeap queue = new();
    private readonly List<int> stack = [];
    private int[] classes = new int[16];
    private long entries;

    /// <summary>Works that have not run.</summary>
    public int Full => queue.Count;

    /// <summary>Works that have run, bottom first.</summary>
    public IReadOnlyList<int> Stack => stack;

    /// <summary>The class a work was added with.</summary>
    public int ClassOf(int job) => classes[job];

    /// <summary>Adds a full work. Inside a class the oldest entry is first.</summary>
    public void Add(int job, int sizeClass)
    {
        if (job >= classes.Length) Array.Resize(ref classes, 2 * job);
        classes[job] = sizeClass;
        queue.Set(job, sizeClass, entries++);
    }

    /// <summary>The decision: perhaps the front of the queue goes onto the stack; the top runs. -1 when nobody is there.</summary>
    public int Decide()
    {
        if (stack.Count == 0)
        {
            if (queue.Count == 0) return -1;
            Push(queue.Peek);
        }
        else if (queue.Count > 0 && queue.Key(queue.Peek) < classes[stack[^1]] && queue.Count >= fullFraction * (queue.Count + stack.Count))
        {
            Push(queue.Peek);
        }
        return stack[^1];
    }

    /// <summary>Marks a work as partial: it ran, named by <see cref="Top"/> for another server.</summary>
    public void Touch(int job)
    {
        if (queue.Contains(job)) Push(job);
    }

    /// <summary>Takes a work out.</summary>
    public void Remove(int job)
    {
        if (queue.Contains(job)) queue.Remove(job);
        else if (stack[^1] == job) stack.RemoveAt(stack.Count - 1);
        else stack.Remove(job);
    }

    /// <summary>The decision for several servers: the stack from its top, then the queue.</summary>
    public int Top(Span<int> jobs)
    {
        if (Decide() < 0) return 0;
        var taken = 0;
        for (var i = stack.Count - 1; i >= 0 && taken < jobs.Length; i--) jobs[taken++] = stack[i];
        return taken + queue.Top(jobs[taken..]);
    }

    private void Push(int job)
    {
        queue.Remove(job);
        stack.Add(job);
    }
}
