using System.Runtime.InteropServices;

namespace Rota.Serving.Policies.PastFuture;

/// <summary>
/// The highest memory use a batch will ever reach if nobody joins it and every request grows one token a step (Gong et al., ASPLOS 2025, arXiv 2507.10150).
/// Requests sorted by what remains, longest first: when the i-th is done exactly the first i are there, so
/// M* = max over i of u_1 + ... + u_i + i x_i. Adding requests keeps the order; asking what one more would bring costs O(log n).
/// </summary>
public sealed class FuturePeak
{
    private readonly List<GrowingRequest> requests = [];
    private readonly List<long> sums = [];
    private readonly List<long> peaksBefore = [];
    private readonly List<long> peaksBehind = [];
    private bool ready = true;

    /// <summary>Requests in the batch.</summary>
    public int Count => requests.Count;

    /// <summary>M* in tokens; 0 for an empty batch.</summary>
    public long Peak
    {
        get
        {
            Prepare();
            return requests.Count == 0 ? 0 : peaksBefore[^1];
        }
    }

    /// <summary>M* of a batch, O(n log n).</summary>
    public static long Of(ReadOnlySpan<GrowingRequest> batch)
    {
        var sorted = batch.ToArray();
        Array.Sort(sorted, LongestFirst);
        long sum = 0, peak = 0;
        for (var i = 0; i < sorted.Length; i++)
        {
            sum += sorted[i].Used;
            peak = Math.Max(peak, sum + ((i + 1) * sorted[i].Remaining));
        }
        return peak;
    }

    /// <summary>
    /// Steps that pass until a request with a prompt in pieces is done (LightLLM's refinement): what remains of its output, and for each piece the steps
    /// between two prefills and its own.
    /// </summary>
    /// <param name="remaining">Output tokens that remain.</param>
    /// <param name="pending">Prompt tokens not yet computed.</param>
    /// <param name="chunk">Tokens of a piece, at least 1.</param>
    /// <param name="waitSteps">Decode steps between two prefills.</param>
    public static long StepsWithChunks(long remaining, long pending, int chunk, int waitSteps) =>
        remaining + ((pending + chunk - 1) / chunk * (waitSteps + 1));

    /// <summary>An empty batch.</summary>
    public void Clear()
    {
        requests.Clear();
        ready = false;
    }

    /// <summary>Adds a request. Many in a row are sorted once, at the next question.</summary>
    public void Add(GrowingRequest request)
    {
        if (!ready)
        {
            requests.Add(request);
            return;
        }
        requests.Insert(PlaceOf(request.Remaining), request);
        Tabulate();
    }

    /// <summary>M* if this request joined; the batch stays as it is.</summary>
    public long PeakWith(GrowingRequest request)
    {
        Prepare();
        var place = PlaceOf(request.Remaining);
        var before = place == 0 ? 0 : sums[place - 1];
        // Those in front peak as before; the new one peaks with them; those behind peak with its memory and, being one more, with one more of what remains to them.
        var peak = before + request.Used + ((place + 1) * request.Remaining);
        if (place > 0) peak = Math.Max(peak, peaksBefore[place - 1]);
        if (place < requests.Count) peak = Math.Max(peak, request.Used + peaksBehind[place]);
        return peak;
    }

    private static int LongestFirst(GrowingRequest a, GrowingRequest b) => b.Remaining.CompareTo(a.Remaining);

    private int PlaceOf(long remaining)
    {
        int low = 0, high = requests.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (requests[middle].Remaining >= remaining) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private void Prepare()
    {
        if (ready) return;
        CollectionsMarshal.AsSpan(requests).Sort(LongestFirst);
        Tabulate();
        ready = true;
    }

    private void Tabulate()
    {
        var count = requests.Count;
        CollectionsMarshal.SetCount(sums, count);
        CollectionsMarshal.SetCount(peaksBefore, count);
        CollectionsMarshal.SetCount(peaksBehind, count);
        long sum = 0, peak = 0;
        for (var i = 0; i < count; i++)
        {
            sum += requests[i].Used;
            peak = Math.Max(peak, sum + ((i + 1) * requests[i].Remaining));
            (sums[i], peaksBefore[i]) = (sum, peak);
        }
        peak = long.MinValue;
        for (var i = count - 1; i >= 0; i--)
        {
            peak = Math.Max(peak, sums[i] + ((i + 2) * requests[i].Remaining));
            peaksBehind[i] = peak;
        }
    }
}
