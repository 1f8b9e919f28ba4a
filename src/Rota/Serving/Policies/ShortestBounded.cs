using System.Globalization;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// Ours: the shortest prompt first as long as nobody waits longer than first come first served would have made somebody wait. That wait is known without trying: the
/// prompt tokens that wait, at the rate at which they are computed. Whoever has waited for <see cref="Bound"/> times the longest such wait of late goes first, in order of
/// arrival. So the tail stays that of first come first served, and where that has slack, short prompts use it.
/// </summary>
public sealed record ShortestBounded : OrderChoice
{
    /// <summary>Share of the longest wait of first come first served after which a request goes first, in [0, 10]; 0 is first come first served beyond the patience.</summary>
    public double Bound { get; init; } = 0.5;

    /// <summary>Seconds that anybody may be made to wait, at least 0.</summary>
    public double PatienceSeconds { get; init; } = 3;

    /// <summary>Time constant with which the longest wait is forgotten, seconds, more than 0.</summary>
    public double MemorySeconds { get; init; } = 1800;

    /// <inheritdoc/>
    public override string Name => "shortest-bounded";

    /// <inheritdoc/>
    public override RequestOrder Create(PolicyContext context)
    {
        if (!(Bound is >= 0 and <= 10)) throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"a bound of {Bound}, expected 0 to 10"));
        if (!(PatienceSeconds is >= 0 and <= SimTime.MaxSeconds)) throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"a patience of {PatienceSeconds} s, expected at least 0"));
        if (!(MemorySeconds is > 0 and <= SimTime.MaxSeconds)) throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"a memory of {MemorySeconds} s, expected more than 0"));
        return new Live(this);
    }

    private sealed class Live(ShortestBounded options) : RequestOrder
    {
        // Of the last seconds of steps with prompts: what they computed, and how long they took.
        private const double RateSeconds = 10;
        private readonly long patience = SimTime.FromSeconds(options.PatienceSeconds);
        private double tokens, seconds;
        private double longest;
        private long lookedAt = -1;
        private long bound;

        // What is cached changes while a request waits, and so does who has waited too long.
        public override bool IsStatic => false;

        public override OrderKey Key(ServingView view, int request)
        {
            if (lookedAt != view.Now) Look(view);
            return view.Now - view.Arrival(request) >= bound ? new(-1, view.Arrival(request)) : new(view.ToCompute(request), view.Arrival(request));
        }

        public override void StepEnded(ServingView view, StepPlan plan, long duration)
        {
            if (plan.Prefills.Count == 0) return;
            foreach (var item in plan.Prefills)
                if (item.LayerFrom == 0 && item.SegmentFrom == 0) tokens += item.Tokens;
            seconds += SimTime.ToSeconds(duration);
            if (seconds <= RateSeconds) return;
            (tokens, seconds) = (tokens * RateSeconds / seconds, RateSeconds);
        }

        /// <summary>How long a request that came now would wait for its turn, in order of arrival.</summary>
        private void Look(ServingView view)
        {
            if (lookedAt >= 0) longest *= Math.Exp(-SimTime.ToSeconds(view.Now - lookedAt) / options.MemorySeconds);
            lookedAt = view.Now;
            var ahead = 0L;
            for (var i = 0; i < view.WaitingCount; i++) ahead += view.ToCompute(view.Waiting(i));
            foreach (var request in view.Prefilling) ahead += view.Remaining(request);
            if (tokens > 0) longest = Math.Max(longest, ahead * seconds / tokens);
            bound = Math.Max(patience, (long)Math.Min(options.Bound * longest * SimTime.Second, SimTime.Never / 2));
        }
    }
}
