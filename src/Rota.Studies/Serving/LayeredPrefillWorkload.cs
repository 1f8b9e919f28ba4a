using System.Collections.Immutable;
using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Formats;
using Rota.Serving.Generators;

namespace Rota.Studies.Serving;

/// <summary>
/// The two data sets of the layered-prefill study. arXiv summarisation at full length is not public in numbers: a log-normal stand-in takes its place (median
/// 8600 prompt tokens, sigma 0.4755, 200 to 16000; median 208 output tokens, sigma 0.4515, 16 to 1024). ShareGPT has the lengths of the paper's repository.
/// </summary>
internal sealed class LayeredPrefillWorkload
{
    private readonly ImmutableArray<TraceRequest> shareGpt;

    public LayeredPrefillWorkload()
    {
        var path = StudyData.Find("llm-prefill/sharegpt_lengths_le8k.csv.gz");
        shareGpt = path is null ? [] : ServingTraces.Read(path).Requests;
    }

    /// <summary>False when the ShareGPT lengths are not there.</summary>
    public bool HasShareGpt => !shareGpt.IsEmpty;

    /// <summary>Requests of a data set at a Poisson rate. The same seed draws the same requests and, up to the rate, the same arrivals.</summary>
    /// <param name="dataset">arxiv or sharegpt.</param>
    /// <param name="rate">Requests a second.</param>
    /// <param name="seed">Of lengths and arrivals.</param>
    /// <param name="count">Number of requests.</param>
    /// <param name="half">0 or 1 to take lengths from the even or odd rows of ShareGPT alone; null for all.</param>
    public Workload Of(string dataset, double rate, ulong seed, int count = 400, int? half = null)
    {
        var random = new RandomStream(seed).Split(dataset);
        var requests = Enumerable.Range(0, count).Select(_ => dataset == "arxiv" ? Article(random) : Row(random, half));
        var trace = new ServingTrace(dataset, [.. requests]) { HasArrivals = false };
        return Workload.Of(trace.WithArrivals(ArrivalProcess.Poisson(rate), seed));
    }

    private static TraceRequest Article(RandomStream random) => new()
    {
        Prompt = Drawn(random, 8600, 0.4755, 200, 16000),
        Output = Drawn(random, 208, 0.4515, 16, 1024),
    };

    /// <summary>Lengths outside of the range are not in the data set: they are drawn again, which gives the paper's mean prompt of about 8192 tokens.</summary>
    private static int Drawn(RandomStream random, double median, double sigma, int least, int most)
    {
        while (true)
            if (random.NextLogNormal(Math.Log(median), sigma) is var length && length >= least && length <= most) return (int)length;
    }

    private TraceRequest Row(RandomStream random, int? half)
    {
        var row = half is { } part ? (2 * random.Next(shareGpt.Length / 2)) + part : random.Next(shareGpt.Length);
        return new() { Prompt = shareGpt[row].Prompt, Output = shareGpt[row].Output };
    }
}
