using Rota.Serving;
using Rota.Serving.Results;
using Rota.Statistics;

namespace Rota.Studies.Serving;

/// <summary>What a rehearsal of the layered-prefill study brought. Times in seconds.</summary>
internal sealed record LayeredPrefillOutcome
{
    /// <summary>Watts of two GPUs whatever they do: the study's law of energy counts them over the whole run, as the paper's meter does.</summary>
    public const double StaticWatts = 368;

    private const int ShortPrompt = 1024;
    private readonly (double Ttft, double MaxGap)[] requests;

    public LayeredPrefillOutcome(LayeredPrefillCell cell, RunResult run)
    {
        Cell = cell;
        var all = run.Requests.ToArray();
        requests = [.. all.Select(r => (r.Ttft, r.MaxGap))];
        var ttft = all.Select(r => r.Ttft).ToArray();
        var brief = all.Where(r => r.Prompt <= ShortPrompt).Select(r => r.Ttft).ToArray();
        (TtftMean, TtftMedian, TtftP90, TtftP99) = (ttft.Average(), Quantiles.Exact(ttft, 0.5), Quantiles.Exact(ttft, 0.9), Quantiles.Exact(ttft, 0.99));
        ShortTtftMean = brief.Length == 0 ? double.NaN : brief.Average();
        ShortTtftP90 = brief.Length == 0 ? double.NaN : Quantiles.Exact(brief, 0.9);
        var gaps = run.Gaps();
        (TbtP50, TbtP90, TbtP99) = (SimTime.ToSeconds(gaps.Quantile(0.5)), SimTime.ToSeconds(gaps.Quantile(0.9)), SimTime.ToSeconds(gaps.Quantile(0.99)));
        TpotMean = all.Where(r => r.Output > 1).Average(r => r.Tpot);
        LatencyMean = all.Average(r => r.Latency);
        var hundreds = all.Length / 100.0;
        ExpertTerabytes = run.ExpertBytes / 1e12 / hundreds;
        PrefillTerabytes = run.PrefillExpertBytes / 1e12 / hundreds;
        MixedTerabytes = run.MixedExpertBytes / 1e12 / hundreds;
        WeightTerabytes = run.WeightBytes / 1e12 / hundreds;
        var tokens = all.Sum(r => (double)r.Prompt + r.Output);
        Millijoules = (run.Joules + (StaticWatts * (run.EndSeconds - run.BusySeconds))) * 1000 / tokens;
        DecodeBatch = (double)run.DecodeTokens / run.StepCount;
        Unfinished = run.UnfinishedReason;
    }

    public LayeredPrefillCell Cell { get; }

    public double TtftMean { get; }

    public double TtftMedian { get; }

    public double TtftP90 { get; }

    public double TtftP99 { get; }

    /// <summary>Of prompts up to 1024 tokens.</summary>
    public double ShortTtftMean { get; }

    /// <summary>Of prompts up to 1024 tokens.</summary>
    public double ShortTtftP90 { get; }

    public double TbtP50 { get; }

    public double TbtP90 { get; }

    public double TbtP99 { get; }

    public double TpotMean { get; }

    public double LatencyMean { get; }

    /// <summary>Experts read, 10^12 bytes per 100 requests.</summary>
    public double ExpertTerabytes { get; }

    public double PrefillTerabytes { get; }

    public double MixedTerabytes { get; }

    /// <summary>Other weights read, 10^12 bytes per 100 requests.</summary>
    public double WeightTerabytes { get; }

    /// <summary>Energy a token, prompt and output counted, mJ.</summary>
    public double Millijoules { get; }

    /// <summary>Decoding requests of a step, on average.</summary>
    public double DecodeBatch { get; }

    public string? Unfinished { get; }

    /// <summary>Share of requests with the first token and every gap in time.</summary>
    public double Attainment(double ttft, double tbt) => requests.Count(r => r.Ttft <= ttft && r.MaxGap <= tbt) / (double)requests.Length;
}
