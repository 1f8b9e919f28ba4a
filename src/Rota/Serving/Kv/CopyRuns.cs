using System.Runtime.InteropServices;

namespace Rota.Serving.Kv;

/// <summary>What a copy of pages from one memory to another falls apart into.</summary>
internal static class CopyRuns
{
    /// <summary>How many copies it takes: one for every stretch of pages that is adjacent on both sides.</summary>
    /// <param name="source">Where the pages are, in order.</param>
    /// <param name="destination">Where they go, in the same order; as many pages.</param>
    public static int Count(List<PageRun> source, List<PageRun> destination)
    {
        var from = CollectionsMarshal.AsSpan(source);
        var to = CollectionsMarshal.AsSpan(destination);
        int count = 0, i = 0, j = 0, left = from.IsEmpty ? 0 : from[0].Length, right = to.IsEmpty ? 0 : to[0].Length;
        while (i < from.Length && j < to.Length)
        {
            count++;
            var step = Math.Min(left, right);
            (left, right) = (left - step, right - step);
            if (left == 0 && ++i < from.Length) left = from[i].Length;
            if (right == 0 && ++j < to.Length) right = to[j].Length;
        }
        if (i < from.Length || j < to.Length) throw new InvalidOperationException("source and destination have different numbers of pages");
        return count;
    }
}
