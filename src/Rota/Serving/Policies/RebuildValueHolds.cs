using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary><see cref="RebuildValue"/> at work.</summary>
internal sealed class RebuildValueHolds(RebuildValue options, RebuildTime rebuild, long kvTokens) : HeldContexts
{
    private const double ShortestSeconds = 0.01;
    private readonly ToolTimes tools = new();
    private readonly Dictionary<int, int> toolOf = [];

    public override void Queued(ServingView view, int request) => tools.Observe(view, request);

    public override long HoldUntil(ServingView view, int request)
    {
        if (view.ToolCalled(request) is not (var tool and >= 0)) return 0;
        var (seconds, _) = Best(tool, view.Known(request), 0);
        if (seconds <= ShortestSeconds) return 0;
        toolOf[view.Program(request)] = tool;
        return Hold(view.Now + SimTime.FromSeconds(Math.Min(seconds, SimTime.MaxSeconds)));
    }

    protected override bool GoesBefore(ServingView view, Hold hold, Hold other)
    {
        var (value, otherValue) = (ValueOf(view, hold), ValueOf(view, other));
        return value != otherValue ? value < otherValue : base.GoesBefore(view, hold, other);
    }

    /// <summary>The best time to go on holding behind <paramref name="waited"/> seconds of waiting, and what it is expected to bring; both seconds.</summary>
    internal (double Seconds, double Value) Best(int tool, int tokens, double waited)
    {
        var benefit = Benefit(tokens);
        if (tools.Count <= options.Samples) return benefit > 1 ? (options.UnknownSeconds, benefit - 1) : (0, 0);
        var times = tools.CountOf(tool) > options.Samples ? tools.Of(tool) : tools.All;
        var first = FirstBeyond(times, waited);
        var left = times.Length - first;
        var (seconds, value, sum) = (0.0, 0.0, 0.0);
        for (var i = first; i < times.Length; i++)
        {
            var time = times[i] - waited;
            sum += time;
            var returned = i - first + 1;
            var held = (sum + ((left - returned) * time)) / left;
            if (benefit - held <= value) break;
            if (((double)returned / left * benefit) - held is var gain && gain > value) (seconds, value) = (time, gain);
        }
        return (seconds, value);
    }

    internal ToolTimes Tools => tools;

    private double Benefit(int tokens) => options.Factor * rebuild.Seconds(tokens) * kvTokens / Math.Max(1, tokens);

    private double ValueOf(ServingView view, Hold hold) =>
        view.WaitingOf(hold.Program) >= 0 ? Benefit(hold.Tokens) : Best(toolOf[hold.Program], hold.Tokens, SimTime.ToSeconds(view.Now - hold.Since)).Value;

    private static int FirstBeyond(ReadOnlySpan<double> sorted, double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] > value) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
