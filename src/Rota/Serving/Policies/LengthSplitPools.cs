using Rota.Randomness;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>How the pools of <see cref="LengthSplitPools"/> change.</summary>
public enum PoolRule
{
    /// <summary>Never.</summary>
    Static,

    /// <summary>By the ratio of pending requests, as LAPS' router does.</summary>
    PendingRatio,

    /// <summary>By the pressure of the pools: queue, lateness, utilisation; LAPS, Algorithm 2.</summary>
    Pressure,
}

/// <summary>
/// Short prompts to the first half of the instances, long ones to the second; instances move between the pools (LAPS 3.5, after arXiv 2601.11589 and its
/// router). With fewer than two instances there is nothing to split: all go to the one. Decode instances are chosen by fewest outstanding requests.
/// </summary>
public sealed record LengthSplitPools : PlacementChoice
{
    /// <summary>Longest prompt that is short, tokens (laps-alloc-threshold).</summary>
    public int Boundary { get; init; } = 256;

    /// <summary>Prompts are classed by all their tokens, as the router does that knows no cache, instead of those that no cache of the pool of short ones holds.</summary>
    public bool ByFullLength { get; init; }

    /// <summary>How pools change.</summary>
    public PoolRule Rule { get; init; } = PoolRule.Pressure;

    /// <summary>Within a pool: the fewest outstanding tokens, or by chance as the router does.</summary>
    public bool LeastInPool { get; init; } = true;

    /// <summary>Seconds between two looks: 1 for pressure (the paper's dt, not published), 5 for the ratio (laps-rebalance-interval-s).</summary>
    public double PeriodSeconds { get; init; } = 1;

    /// <summary>Seconds after a move in which there is none: the paper's cool-down, not published.</summary>
    public double CoolDownSeconds { get; init; } = 5;

    /// <summary>How many times the pending requests of the other class a class needs for an instance to move, above 1 (laps-rebalance-ratio).</summary>
    public double Ratio { get; init; } = 2;

    /// <summary>How far the pressures have to be apart, tau: one above 1 + tau times the other.</summary>
    public double Tolerance { get; init; } = 0.5;

    /// <summary>Pressures below this count as this, so that idle pools do not swap instances. Ours: the paper says nothing, and its pressure can be negative.</summary>
    public double LeastPressure { get; init; } = 1;

    /// <summary>Pressure of a second that a request has waited, a.</summary>
    public double QueueWeight { get; init; } = 1;

    /// <summary>Pressure of a second of mean lateness, b.</summary>
    public double LatenessWeight { get; init; } = 10;

    /// <summary>Pressure that a fully used instance is spared, c.</summary>
    public double UseWeight { get; init; } = 1;

    /// <summary>
    /// Seconds that an instance takes no short prompts when it comes to their pool for the first time, because it captures its graphs: 8 to 12 s a graph in
    /// the paper; 0 when every instance captured all of them at its start.
    /// </summary>
    public double CaptureSeconds { get; init; }

    /// <inheritdoc/>
    public override string Name => Rule switch { PoolRule.Static => "length-pools", PoolRule.PendingRatio => "length-pools-ratio", _ => "length-pools-pressure" };

    /// <inheritdoc/>
    public override Placement Create(RandomStream random) => new LengthSplitRouter(Checked(), random);

    /// <summary>LAPS' router as it was released.</summary>
    public static LengthSplitPools Code { get; } = new() { Rule = PoolRule.PendingRatio, ByFullLength = true, LeastInPool = false, PeriodSeconds = 5 };

    private LengthSplitPools Checked()
    {
        List<string> faults = [];
        Need(Boundary >= 1, $"boundary {Boundary}, expected at least 1 token");
        Need(PeriodSeconds > 0, FormattableString.Invariant($"period {PeriodSeconds} s, expected more than 0"));
        Need(CoolDownSeconds >= 0, FormattableString.Invariant($"cool-down {CoolDownSeconds} s, expected at least 0"));
        Need(Ratio > 1, FormattableString.Invariant($"ratio {Ratio}, expected more than 1"));
        Need(Tolerance > 0, FormattableString.Invariant($"tolerance {Tolerance}, expected more than 0"));
        Need(LeastPressure > 0, FormattableString.Invariant($"least pressure {LeastPressure}, expected more than 0"));
        Need(CaptureSeconds >= 0, FormattableString.Invariant($"capture {CaptureSeconds} s, expected at least 0"));
        return faults.Count == 0 ? this : throw new RotaException("length pools: " + string.Join("; ", faults));

        void Need(bool holds, string fault)
        {
            if (!holds) faults.Add(fault);
        }
    }
}
