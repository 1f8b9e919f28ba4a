namespace Rota.Formats;

/// <summary>JSON values side by side: for <c>foreach</c>.</summary>
internal struct JsonItems(JsonText text, int first, int end)
{
    private int next = first;

    /// <summary>The value stood at.</summary>
    public JsonValue Current { get; private set; }

    /// <summary>For <c>foreach</c>.</summary>
    public readonly JsonItems GetEnumerator() => this;

    /// <summary>How many there are; walks over all.</summary>
    public readonly int Count()
    {
        var count = 0;
        for (var at = next; at < end; at = text[at].Next) count++;
        return count;
    }

    /// <summary>Goes to the next value.</summary>
    public bool MoveNext()
    {
        if (next >= end) return false;
        Current = new(text, next);
        next = text[next].Next;
        return true;
    }
}
