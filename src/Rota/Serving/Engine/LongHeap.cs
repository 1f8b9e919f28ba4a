namespace Rota.Serving.Engine;

/// <summary>A binary heap of numbers, the smallest first.</summary>
internal sealed class LongHeap
{
    private long[] items = new long[64];

    public int Count { get; private set; }

    public long First => items[0];

    public void Add(long item)
    {
        if (Count == items.Length) Array.Resize(ref items, Count * 2);
        var place = Count++;
        while (place > 0)
        {
            var parent = (place - 1) >> 1;
            if (items[parent] <= item) break;
            items[place] = items[parent];
            place = parent;
        }
        items[place] = item;
    }

    public void RemoveFirst()
    {
        var last = items[--Count];
        var place = 0;
        while (true)
        {
            var child = (place * 2) + 1;
            if (child >= Count) break;
            if (child + 1 < Count && items[child + 1] < items[child]) child++;
            if (items[child] >= last) break;
            items[place] = items[child];
            place = child;
        }
        items[place] = last;
    }
}
