using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Ours: the earliest deadline first among a set of requests that can all be on time together, as large as possible (Moore and Hodgson 1968, with remaining
/// times; made anew whenever something arrives or ends). When the requests up to some deadline need more time than there is until then, the one with the most
/// remaining work among them is given up first, before work is wasted on it. What is given up runs when nothing else does. Slack-aware EDF gives a request up
/// only when it could not be on time alone.
/// </summary>
public sealed record FewestLate : OrderChoice
{
    /// <summary>How prefill times are predicted.</summary>
    public PredictorOptions Predictor { get; init; } = new();

    /// <summary>
    /// Share of the work still to arrive that time is kept for: work that will be due before a request at hand and is shorter than it, at the rate of the last
    /// <see cref="MemorySeconds"/>. 0 for none.
    /// </summary>
    public double Foresight { get; init; } = 1;

    /// <summary>Time constant of what is remembered of arrivals, seconds.</summary>
    public double MemorySeconds { get; init; } = 30;

    /// <summary>
    /// How much targets that were often missed are spared: a request's remaining work counts times the share of its target's requests that were on time, to this
    /// power. 0 gives up whoever takes most.
    /// </summary>
    public double Fairness { get; init; } = 0.5;

    /// <inheritdoc/>
    public override string Name => "fewest-late";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context)
    {
        if (!(Foresight is >= 0 and <= 10)) throw new RotaException(FormattableString.Invariant($"foresight {Foresight}, expected 0 to 10"));
        if (!(Fairness is >= 0 and <= 100)) throw new RotaException(FormattableString.Invariant($"fairness {Fairness}, expected 0 to 100"));
        if (!(MemorySeconds > 0 && MemorySeconds <= SimTime.MaxSeconds)) throw new RotaException(FormattableString.Invariant($"memory {MemorySeconds} s, expected more than 0"));
        return new FewestLateOrder(new PrefillPredictions(Predictor, context), new ArrivingWork(MemorySeconds, Foresight), Fairness);
    }
}
