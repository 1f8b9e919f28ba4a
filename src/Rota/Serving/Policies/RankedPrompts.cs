using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Prompts by their place in an order, taken one by one: as cheap as a heap when few of many are taken.</summary>
internal sealed class RankedPrompts
{
    private readonly List<(int Request, (OrderKey Key, int Request) Rank)> added = [];
    private readonly PriorityQueue<int, (OrderKey Key, int Request)> heap = new(Comparer<(OrderKey Key, int Request)>.Create(Compare));

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        added.Clear();
        heap.Clear();
    }

    /// <summary>Adds a prompt; before the first is taken.</summary>
    public void Add(OrderKey key, int request) => added.Add((request, (key, request)));

    /// <summary>Takes the next prompt in order; false when all were taken.</summary>
    public bool TryTake(out int request)
    {
        if (added.Count > 0)
        {
            heap.EnqueueRange(added);
            added.Clear();
        }
        return heap.TryDequeue(out request, out _);
    }

    private static int Compare((OrderKey Key, int Request) left, (OrderKey Key, int Request) right) =>
        left.Key.CompareTo(right.Key) is var order and not 0 ? order : left.Request.CompareTo(right.Request);
}
