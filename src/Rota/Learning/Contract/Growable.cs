namespace Rota.Learning;

/// <summary>An array that grows at its end and is emptied without being given back.</summary>
internal sealed class Growable<T>
    where T : struct
{
    private T[] items = new T[16];

    public int Count { get; private set; }

    public Span<T> Span => items.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(T item)
    {
        if (Count == items.Length) Array.Resize(ref items, Count * 2);
        items[Count++] = item;
    }

    /// <summary>Appends zeroed items, to be filled.</summary>
    public Span<T> Append(int count)
    {
        if (Count + count > items.Length) Array.Resize(ref items, Math.Max(items.Length * 2, Count + count));
        var added = items.AsSpan(Count, count);
        added.Clear();
        Count += count;
        return added;
    }

    public void AddRange(ReadOnlySpan<T> range) => range.CopyTo(Append(range.Length));

    public T[] ToArray() => Span.ToArray();
}
