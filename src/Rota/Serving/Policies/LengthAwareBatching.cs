using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// LAPS (arXiv 2601.11589): short prompts are batched apart from long ones, wait a little for company, and run from captured graphs. Prompts go before
/// answers; steps that decode fill the time in which no prompt is ready. Prompts are cut by the policy's prefill shape.
/// </summary>
public sealed record LengthAwareBatching : BatchingChoice
{
    /// <summary>Short and long prompts do not share a step; false packs all of them in order, which leaves the graphs alone.</summary>
    public bool Split { get; init; } = true;

    /// <summary>Longest prompt that is short, tokens (laps-length-threshold); where the boundary is fitted, where it begins.</summary>
    public int Boundary { get; init; } = 256;

    /// <summary>The boundary follows <see cref="LengthBoundaryFit"/>: refitted every this many steps, moved by at most 10 %, within [64, 512]; 0 keeps it.</summary>
    public int RefitSteps { get; init; }

    /// <summary>Prompts are classed by all their tokens, as the code does, not by those that are not cached.</summary>
    public bool ByFullLength { get; init; }

    /// <summary>Captured graphs; null for none.</summary>
    public GraphShapes? Graphs { get; init; }

    /// <summary>Fewest requests that go through a graph: 2 in the code.</summary>
    public int LeastGraphRequests { get; init; } = 1;

    /// <summary>A graph is taken only where it is faster than ordinary kernels, padding counted.</summary>
    public bool CheaperOnly { get; init; } = true;

    /// <summary>How the window is set.</summary>
    public WindowRule Window { get; init; } = WindowRule.WaitDepth;

    /// <summary>The longest window, and that of <see cref="WindowRule.Fixed"/> (laps-wait-window-ms: 5), seconds; 0 dispatches at once.</summary>
    public double MaxWindowSeconds { get; init; } = 0.008;

    /// <summary>The shortest window, seconds.</summary>
    public double MinWindowSeconds { get; init; }

    /// <summary>Most short requests a step (laps-wait-max-batch: 8); null for the largest captured batch, or 64.</summary>
    public int? MaxDepth { get; init; }

    /// <summary>The depth of <see cref="WindowRule.WaitDepth"/> may grow again; as printed it cannot.</summary>
    public bool DepthGrows { get; init; } = true;

    /// <summary>A step takes no more than the depth of <see cref="WindowRule.WaitDepth"/>, as printed; false takes all that wait, up to <see cref="MaxDepth"/>.</summary>
    public bool DepthCaps { get; init; } = true;

    /// <summary>A window ends where the least slack comes down to this, sigma, seconds.</summary>
    public double SlackSeconds { get; init; } = 0.005;

    /// <summary>Kept from the deadline when a window is set by it, delta, seconds.</summary>
    public double MarginSeconds { get; init; } = 0.002;

    /// <summary>
    /// Waits only while the next arrival is expected to spare more than the wait costs those that wait: (n + 1) gaps below one step. Ours; without it a window
    /// delays short prompts on an idle instance for nothing.
    /// </summary>
    public bool OnlyWhenItPays { get; init; }

    /// <summary>Most short steps between two long ones while long prompts wait; 0 for no bound, which can starve them.</summary>
    public int ShortBetweenLong { get; init; } = 4;

    /// <summary>A long prompt whose slack is used up goes before short ones: the paper's rule for classes near their deadline.</summary>
    public bool UrgentFirst { get; init; }

    /// <inheritdoc/>
    public override string Name => Split ? "length-aware" : "prefill-packed";

    /// <inheritdoc/>
    public override string? Refuses(ServingPolicy policy) =>
        policy.Prefill is TokenChunks or WholePrompts ? null : $"length-aware batching cuts prompts into tokens, not as {policy.Prefill.Name}";

    /// <inheritdoc/>
    public override Batching Create(PolicyContext context) => new LengthAwareSteps(Checked(), context);

    private LengthAwareBatching Checked()
    {
        List<string> faults = [];
        Need(Boundary >= 1, $"boundary {Boundary}, expected at least 1 token");
        Need(RefitSteps >= 0, $"refit every {RefitSteps} steps, expected at least 0");
        Need(LeastGraphRequests >= 1, $"graphs from {LeastGraphRequests} requests, expected at least 1");
        Need(MaxWindowSeconds >= 0 && MaxWindowSeconds <= 60, FormattableString.Invariant($"window {MaxWindowSeconds} s, expected 0 to 60"));
        Need(MinWindowSeconds >= 0 && MinWindowSeconds <= MaxWindowSeconds, FormattableString.Invariant($"shortest window {MinWindowSeconds} s, expected 0 to {MaxWindowSeconds}"));
        Need(MaxDepth is null or >= 1, $"depth {MaxDepth}, expected at least 1");
        Need(SlackSeconds >= 0, FormattableString.Invariant($"slack {SlackSeconds} s, expected at least 0"));
        Need(MarginSeconds >= 0, FormattableString.Invariant($"margin {MarginSeconds} s, expected at least 0"));
        Need(ShortBetweenLong >= 0, $"{ShortBetweenLong} short steps between long ones, expected at least 0");
        if (faults.Count > 0) throw new RotaException("length-aware batching: " + string.Join("; ", faults));
        Graphs?.Checked();
        return this;

        void Need(bool holds, string fault)
        {
            if (!holds) faults.Add(fault);
        }
    }
}
