using Rota.Randomness;

namespace Rota.Serving.Policies.PastFuture;

/// <summary>
/// A round of past-future admission: several lists of drawn lengths for the batch, to each of which candidates are added. A candidate fits when the highest
/// of the lists' peaks is below the limit.
/// </summary>
public sealed class LengthSamples(LengthHistory history, RandomStream random)
{
    private readonly List<FuturePeak> lists = [];
    private readonly List<GrowingRequest> candidate = [];
    private int count;

    /// <summary>Lists of this round.</summary>
    public int Lists => count;

    /// <summary>A new round for a batch of so many requests, which are then added one by one.</summary>
    public void Begin(int batch)
    {
        count = LengthHistory.SampleLists(batch);
        while (lists.Count < count) lists.Add(new());
        for (var i = 0; i < count; i++) lists[i].Clear();
    }

    /// <summary>A running request.</summary>
    /// <param name="used">Tokens of KV it holds.</param>
    /// <param name="generated">Tokens generated.</param>
    /// <param name="cap">Its declared maximum.</param>
    /// <param name="extraSteps">Steps it takes on top of its remaining tokens.</param>
    public void AddRunning(long used, int generated, int cap, long extraSteps = 0)
    {
        for (var i = 0; i < count; i++)
            lists[i].Add(new(used, Math.Max(0, history.DrawAbove(generated, cap, random) - generated) + extraSteps));
    }

    /// <summary>Draws a candidate's lengths and returns the highest peak with it.</summary>
    /// <param name="prompt">Prompt tokens.</param>
    /// <param name="generated">Tokens generated before it was evicted; 0 for a new one.</param>
    /// <param name="cap">Its declared maximum.</param>
    public long PeakWith(int prompt, int generated, int cap)
    {
        candidate.Clear();
        var highest = 0L;
        for (var i = 0; i < count; i++)
        {
            var length = Math.Min(history.Draw(random), cap);
            // One that was evicted computes its last token again before it makes the next.
            var asked = generated > 0 ? new GrowingRequest(prompt + generated + 1, Math.Max(0, length - generated - 1)) : new(prompt, length);
            candidate.Add(asked);
            highest = Math.Max(highest, lists[i].PeakWith(asked));
        }
        return highest;
    }

    /// <summary>The candidate asked about last runs.</summary>
    public void Admit()
    {
        for (var i = 0; i < count; i++) lists[i].Add(candidate[i]);
    }
}
