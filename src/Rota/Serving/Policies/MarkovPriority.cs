using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// FastSwitch's Markov trace, as reconstructed: with probability 0.8 a priority is 0.5 for having run since the last refresh plus a uniform number on
/// [0, 0.5), else uniform on [0, 1). Who runs tends to go on running. The numbers are the same for all policies; who ran is not.
/// </summary>
public sealed record MarkovPriority : OrderChoice
{
    /// <summary>Steps between refreshes, 1 / f.</summary>
    public int Period { get; init; } = 25;

    /// <summary>Probability that having run counts.</summary>
    public double Stay { get; init; } = 0.8;

    /// <summary>Seed of the trace; the same for all policies of a comparison.</summary>
    public ulong Seed { get; init; } = 1;

    /// <inheritdoc/>
    public override string Name => "markov-priority";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) => Stay is >= 0 and <= 1
        ? new Live(PeriodicOrder.Checked(Period, Name), new PriorityTrace(Seed), Stay)
        : throw new RotaException($"{Name}: probability {Stay}, expected 0 to 1");

    private sealed class Live(int period, PriorityTrace trace, double stay) : PeriodicOrder(period)
    {
        private readonly ProgressLog progress = new();

        protected override double Priority(ServingView view, int request)
        {
            var value = trace.Uniform(request, RefreshIndex);
            if (trace.Uniform(request, RefreshIndex, 1) >= stay) return value;
            return (progress.Since(view, request) > 0 ? 0.5 : 0) + (0.5 * value);
        }

        protected override void AfterRefresh(ServingView view) => progress.Mark(view, Live);

        protected override void Went(ServingView view, int request) => progress.Forget(request);
    }
}
