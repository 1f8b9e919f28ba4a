using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary><see cref="ContinuumTtl"/> at work.</summary>
internal sealed class ContinuumHolds(ContinuumTtl options, RebuildTime rebuild) : HeldContexts
{
    private readonly ToolTimes tools = new();
    private readonly Memoryfulness memoryfulness = new(options.Window);
    private readonly SlidingMean evictedDelay = new(options.Window);

    public override long HoldUntil(ServingView view, int request)
    {
        if (view.ToolCalled(request) is not (var tool and >= 0)) return 0;
        var seconds = Seconds(tool, view.Known(request));
        return seconds > options.ThresholdSeconds ? Hold(view.Now + SimTime.FromSeconds(Math.Min(seconds, SimTime.MaxSeconds))) : 0;
    }

    public override void Queued(ServingView view, int request) => tools.Observe(view, request);

    public override void Admitted(ServingView view, int request)
    {
        if (view.Preemptions(request) > 0 || view.PreviousTurn(request) is not (var previous and >= 0)) return;
        // Evicted: less was found than the full blocks of the turn before, as far as the prompt goes.
        var size = view.Limits.BlockSize;
        var shared = Math.Min(view.Computed(previous), view.Prompt(request) - 1) / size;
        if (view.HeldBlocks(request) < shared) evictedDelay.Add(view.Now - view.Arrival(request));
    }

    public override void Finished(ServingView view, int request)
    {
        if (view.Program(request) >= 0 && view.ToolCalled(request) < 0) memoryfulness.Add(view.Turn(request) + 1);
    }

    internal ToolTimes Tools => tools;

    /// <summary>The time to live of a context of so many tokens behind a call of a tool, seconds.</summary>
    internal double Seconds(int tool, int tokens)
    {
        var (delay, again) = (evictedDelay.Value / SimTime.Second, rebuild.Seconds(tokens));
        if (tools.Count <= options.Samples) return TimeToLive.FromPrior(delay + again, options.PriorMeanSeconds);
        var benefit = (delay * memoryfulness.Value) + again;
        return TimeToLive.FromSamples(tools.CountOf(tool) <= options.Samples ? tools.All : tools.Of(tool), benefit);
    }
}
