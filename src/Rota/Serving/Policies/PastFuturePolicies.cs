using System.Collections.Immutable;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>The Past-Future paper's policies as its authors ran them: LightLLM's loop under different rules of admission. Blocks of one token are theirs.</summary>
public static class PastFuturePolicies
{
    private static readonly OrderChoice Order = new FirstComeFirstServed { Victim = VictimRule.LatestArrival };
    private static readonly PrefillShape Prefill = new WholePrompts { Budget = 18_000 };

    /// <summary>The authors' past-future build: a window of 40 lengths.</summary>
    public static ServingPolicy PastFuture { get; } = On("past-future", new PastFutureAdmission(), new()) with
    {
        Source = "Past-Future scheduler (ASPLOS 2025): admission by the future peak of drawn lengths, window 40",
    };

    /// <summary>The window of the authors' simulator in the server.</summary>
    public static ServingPolicy PastFutureLongWindow { get; } = On("past-future-w1000", new PastFutureAdmission { Window = 1000 }, new()) with
    {
        Source = "Past-Future scheduler with a window of 1000 lengths",
    };

    /// <summary>The authors' aggressive build: as many admissions a round as fit, running requests are never given up.</summary>
    public static ServingPolicy AggressiveAsPublished { get; } =
        On("lightllm-aggressive-published", new AggressiveWatermark(), new() { AdmitsPerRound = null, AbortRunningSeconds = null }) with
        {
            Source = "LightLLM, aggressive, as compared against in the Past-Future artifact: another server loop than past-future's",
        };

    /// <summary>The aggressive rule in the very loop past-future runs in.</summary>
    public static ServingPolicy Aggressive { get; } = On("lightllm-aggressive", new AggressiveWatermark(), new()) with
    {
        Source = "LightLLM, aggressive, one admission a round and stalled requests given up, as past-future's build does",
    };

    /// <summary>The authors' conservative build.</summary>
    public static ServingPolicy Conservative { get; } = On("lightllm-conservative", new ConservativeAdmission(), new()) with
    {
        Source = "LightLLM, conservative: declared maxima are reserved",
    };

    /// <summary>Ours in the same loop: risk of outgrowing memory bounded, least computed evicted.</summary>
    public static ServingPolicy QuantilePeak { get; } = On("quantile-peak", new QuantilePeakAdmission(), new()) with
    {
        Source = "ours: LightLLM's loop, admission by a bounded risk that the future peak passes the KV, the least computed evicted",
        Order = new FirstComeFirstServed { Victim = VictimRule.LeastComputed },
    };

    /// <summary>All of them; the optimum needs an oracle and is not one of them.</summary>
    public static ImmutableArray<ServingPolicy> All { get; } =
    [
        PastFuture,
        PastFutureLongWindow,
        AggressiveAsPublished,
        Aggressive,
        Conservative,
        QuantilePeak,
        new("quantile-peak-mixed")
        {
            Source = "ours: bounded risk in vLLM's mixed steps; who cannot get his first token within 8 s, or his target, is given up",
            Admission = new GiveUpLate(new QuantilePeakAdmission()), Order = new FirstComeFirstServed { Victim = VictimRule.LeastComputed },
        },
        On("lightllm-overcommit-1.25", new Overcommit(1.25), new()) with { Source = "LightLLM, declared maxima reserved in 1.25 times the KV" },
        On("lightllm-overcommit-1.5", new Overcommit(1.5), new()) with { Source = "LightLLM, declared maxima reserved in 1.5 times the KV" },
        On("lightllm-mainline", new MainlineLightllm(), new()) with { Source = "LightLLM's main line of July 2025: future peak of declared maxima" },
        Watermark(0.02),
        Watermark(0.05),
        Watermark(0.1),
    ];

    /// <summary>The theoretical optimum: past-future's loop with lengths known. A bound for studies.</summary>
    public static ServingPolicy Optimum(Oracle oracle) => On("oracle-optimum", new OracleOptimum(oracle), new()) with
    {
        Source = "theoretical optimum of the Past-Future paper: true lengths, from an oracle",
    };

    /// <summary>A rule of admission in LightLLM's loop.</summary>
    public static ServingPolicy On(string name, AdmissionChoice admission, PrefillAlone loop) =>
        new(name) { Order = Order, Admission = admission, Prefill = Prefill, Batching = loop };

    /// <summary>vLLM with a share of blocks kept free at admission.</summary>
    public static ServingPolicy Watermark(double share) => new(FormattableString.Invariant($"vllm-watermark-{share}"))
    {
        Source = FormattableString.Invariant($"vLLM V1 that admits while {share:0.##%} of the blocks stay free (pull request 44594)"),
        Admission = new FreeBlockWatermark(share),
    };
}
