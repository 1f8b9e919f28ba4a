using System.Runtime.InteropServices;
using Rota.Randomness;
using Rota.Serving.Policies.PastFuture;

namespace Rota.Studies.Serving.PastFuture;

/// <summary>Admission in the token-level simulator.</summary>
internal abstract class TokenScheduler
{
    /// <summary>The most a request may generate, as the artifact declares it; some workloads generate more.</summary>
    public const int Cap = 4096;

    /// <summary>A round of admission begins.</summary>
    public virtual void Begin(IReadOnlyList<TokenRequest> batch, long steps) { }

    /// <summary>Whether a request joins the batch; when it may, it does.</summary>
    public abstract bool Admits(IReadOnlyList<TokenRequest> batch, TokenRequest request);

    /// <summary>A request finished.</summary>
    public virtual void Finished(TokenRequest request) { }
}

/// <summary>Current use and the new prompt stay below a share of the KV. An evicted request counts with its prompt alone, as in the artifact.</summary>
internal sealed class TokenAggressive(double watermark) : TokenScheduler
{
    public override bool Admits(IReadOnlyList<TokenRequest> batch, TokenRequest request) =>
        batch.Sum(r => (long)r.Used) + request.Prompt <= watermark * TokenSimulator.Capacity;
}

/// <summary>Prompts and declared maxima fit.</summary>
internal sealed class TokenConservative : TokenScheduler
{
    public override bool Admits(IReadOnlyList<TokenRequest> batch, TokenRequest request) =>
        batch.Sum(r => (long)r.Prompt + Cap) + request.Prompt + Cap <= TokenSimulator.Capacity;
}

/// <summary>The true future peak fits.</summary>
internal sealed class TokenOptimum : TokenScheduler
{
    private readonly FuturePeak peak = new();

    public override void Begin(IReadOnlyList<TokenRequest> batch, long steps)
    {
        peak.Clear();
        foreach (var request in batch) peak.Add(Growing(request));
    }

    public override bool Admits(IReadOnlyList<TokenRequest> batch, TokenRequest request)
    {
        if (peak.PeakWith(Growing(request)) >= TokenSimulator.Capacity) return false;
        peak.Add(Growing(request));
        return true;
    }

    private static GrowingRequest Growing(TokenRequest request) => new(request.Used, request.Output - request.Generated);
}

/// <summary>The paper's scheduler.</summary>
internal sealed class TokenPastFuture(ulong seed, int window = 1000, int initialLength = 512, double reserve = 0.03) : TokenScheduler
{
    private readonly LengthHistory history = new(window, initialLength);
    private LengthSamples? samples;

    private LengthSamples Samples => samples ??= new(history, new RandomStream(seed).Split("lengths"));

    public override void Begin(IReadOnlyList<TokenRequest> batch, long steps)
    {
        Samples.Begin(batch.Count);
        foreach (var request in batch) Samples.AddRunning(request.Used, request.Generated, Cap);
    }

    public override bool Admits(IReadOnlyList<TokenRequest> batch, TokenRequest request)
    {
        if (Samples.PeakWith(request.Prompt, request.Generated, int.MaxValue) >= TokenSimulator.Capacity * (1 - reserve)) return false;
        Samples.Admit();
        return true;
    }

    public override void Finished(TokenRequest request) => history.Add(request.Output);
}

/// <summary>Ours: the future peak passes the KV with a given probability at most; lengths are learnt, or their distribution is known.</summary>
internal sealed class TokenQuantile(ulong seed, double risk, LengthSurvival? known = null) : TokenScheduler
{
    private readonly PeakScenarios scenarios = new(128, seed);
    private readonly LengthSurvival lengths = known ?? new(new() { Cap = Cap });
    private readonly List<int> generated = [];
    private bool learnt;

    public override void Begin(IReadOnlyList<TokenRequest> batch, long steps)
    {
        if (learnt)
        {
            generated.Clear();
            foreach (var request in batch) generated.Add(request.Generated);
            lengths.Estimate(CollectionsMarshal.AsSpan(generated));
        }
        scenarios.Begin(steps);
        foreach (var request in batch) scenarios.Runs(request.Id, request.Used, request.Generated, int.MaxValue, lengths, learnt);
        scenarios.Ready();
        learnt = false;
    }

    public override bool Admits(IReadOnlyList<TokenRequest> batch, TokenRequest request)
    {
        if (!scenarios.Fits(request.Id, request.Used, request.Generated, int.MaxValue, lengths, TokenSimulator.Capacity, risk)) return batch.Count == 0;
        scenarios.Admit();
        return true;
    }

    public override void Finished(TokenRequest request)
    {
        if (known is not null) return;
        lengths.Add(request.Output);
        learnt = true;
    }
}
