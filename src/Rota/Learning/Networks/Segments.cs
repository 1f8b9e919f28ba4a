namespace Rota.Learning.Networks;

/// <summary>Joins rows that belong together.</summary>
public static class Segments
{
    /// <summary>Joins messages by the row they go to; rows without a message get 0.</summary>
    /// <param name="aggregation">How.</param>
    /// <param name="messages">[messages, width].</param>
    /// <param name="targets">The row of each message.</param>
    /// <param name="into">[rows, width]; overwritten.</param>
    /// <param name="width">Numbers a row.</param>
    public static void Scatter(Aggregation aggregation, ReadOnlySpan<float> messages, ReadOnlySpan<int> targets, Span<float> into, int width)
    {
        into.Clear();
        var counts = aggregation == Aggregation.Sum ? null : new int[into.Length / width];
        for (var m = 0; m < targets.Length; m++)
        {
            var message = messages.Slice(m * width, width);
            var row = into.Slice(targets[m] * width, width);
            if (counts is not null) counts[targets[m]]++;
            if (aggregation != Aggregation.Max) Kernels.Add(row, message);
            else if (counts![targets[m]] == 1) message.CopyTo(row);
            else
                for (var i = 0; i < width; i++) row[i] = Math.Max(row[i], message[i]);
        }
        if (aggregation != Aggregation.Mean) return;
        for (var r = 0; r < counts!.Length; r++)
            if (counts[r] > 1) Scale(into.Slice(r * width, width), counts[r]);
    }

    /// <summary>The mean of all rows; zeros when there is none.</summary>
    public static void Mean(ReadOnlySpan<float> rows, Span<float> into)
    {
        into.Clear();
        if (into.IsEmpty || rows.IsEmpty) return;
        var count = rows.Length / into.Length;
        for (var r = 0; r < count; r++) Kernels.Add(into, rows.Slice(r * into.Length, into.Length));
        Scale(into, count);
    }

    private static void Scale(Span<float> row, int count)
    {
        for (var i = 0; i < row.Length; i++) row[i] /= count;
    }
}
