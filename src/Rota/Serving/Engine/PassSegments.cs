using Rota.Serving.Latency;

namespace Rota.Serving.Engine;

/// <summary>Where a pass over prompts can be stopped. Times in picoseconds of kernels, from where the pass goes on this time.</summary>
internal sealed class PassSegments
{
    private long[] ends = [];
    private int stride;
    private long offset;

    /// <summary>Segments of the whole pass; 0 when it cannot be stopped.</summary>
    public int Count { get; private set; }

    /// <summary>Segments that were done before.</summary>
    public int From { get; private set; }

    /// <summary>Time of the segments that are left.</summary>
    public long Left => ends[Count - 1] - offset;

    /// <summary>The pass cannot be stopped.</summary>
    public void Clear() => (Count, From, offset) = (0, 0, 0);

    /// <summary>Cuts a pass into the halves of its layers, or into operators.</summary>
    public void Cut(ILatencyModel latency, in StepShape shape, bool fine, int stopsEvery, int from)
    {
        var most = 5 * latency.Layers;
        if (ends.Length < most) ends = new long[most];
        Count = latency.Segments(shape, ends);
        if (fine) Refine();
        (stride, From) = (stopsEvery, from);
        offset = from > 0 ? ends[from - 1] : 0;
    }

    /// <summary>The end of the first <paramref name="segments"/> segments.</summary>
    public long EndOf(int segments) => ends[segments - 1] - offset;

    /// <summary>How many segments are done at the first stop at or after <paramref name="time"/>; -1 when that is the end of the pass.</summary>
    public int NextStop(long time)
    {
        var passed = time + offset;
        // Stops count from the start of the pass, and at least one segment is run.
        var first = (From / stride) + 1;
        var last = (Count - 1) / stride;
        if (first > last || ends[(last * stride) - 1] < passed) return -1;
        while (first < last)
        {
            var middle = (first + last) / 2;
            if (ends[(middle * stride) - 1] < passed) first = middle + 1;
            else last = middle;
        }
        return first * stride;
    }

    private void Refine()
    {
        for (var half = Count - 1; half >= 0; half--)
        {
            var start = half > 0 ? ends[half - 1] : 0;
            var (end, length) = (ends[half], ends[half] - start);
            var at = half / 2 * 5;
            if (half % 2 == 1) (ends[at + 3], ends[at + 4]) = (start + (length * 2 / 3), end);
            else (ends[at], ends[at + 1], ends[at + 2]) = (start + (length / 3), start + (length * 2 / 3), end);
        }
        Count = Count / 2 * 5;
    }
}
