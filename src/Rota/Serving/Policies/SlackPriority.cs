using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Least slack first: the time left until a request's next token is due. The first token is due at the TTFT target behind arrival, the others follow it at the
/// pace of the TBT target; a token made early buys time.
/// </summary>
public sealed record SlackPriority : OrderChoice
{
    /// <summary>Seconds to the first token for requests without a target.</summary>
    public double TtftSeconds { get; init; } = 2;

    /// <summary>Seconds between tokens for requests without a target.</summary>
    public double TbtSeconds { get; init; } = 0.2;

    /// <summary>Steps between refreshes.</summary>
    public int Period { get; init; } = 25;

    /// <inheritdoc/>
    public override string Name => "slack";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context) => TtftSeconds > 0 && TbtSeconds > 0
        ? new Live(PeriodicOrder.Checked(Period, Name), SimTime.FromSeconds(TtftSeconds), SimTime.FromSeconds(TbtSeconds))
        : throw new RotaException($"{Name}: targets of {TtftSeconds} and {TbtSeconds} s, expected more than 0");

    private sealed class Live(int period, long ttft, long tbt) : PeriodicOrder(period)
    {
        protected override double Priority(ServingView view, int request)
        {
            var first = view.TtftTarget(request) is var target and < SimTime.Never ? target : ttft;
            var pace = view.TbtTarget(request) is var gap and < SimTime.Never ? gap : tbt;
            var due = view.FirstToken(request) is var made and < SimTime.Never ? made + (pace * view.Generated(request)) : view.Arrival(request) + first;
            return -SimTime.ToSeconds(due - view.Now);
        }
    }
}
