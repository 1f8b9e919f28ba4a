using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>FastSwitch's Random trace: at each refresh every live request draws a priority uniform on [0, 1).</summary>
public sealed record RandomPriority : OrderChoice
{
    /// <summary>Steps between refreshes: 1 / f, 25 for 8B models and 50 for 32B ones in the paper.</summary>
    public int Period { get; init; } = 25;

    /// <summary>Seed of the trace; the same for all policies of a comparison.</summary>
    public ulong Seed { get; init; } = 1;

    /// <inheritdoc/>
    public override string Name => "random-priority";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) => new Live(PeriodicOrder.Checked(Period, Name), new PriorityTrace(Seed));

    private sealed class Live(int period, PriorityTrace trace) : PeriodicOrder(period)
    {
        protected override double Priority(ServingView view, int request) => trace.Uniform(request, RefreshIndex);
    }
}
