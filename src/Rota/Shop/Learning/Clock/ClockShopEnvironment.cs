using Rota.Learning;

namespace Rota.Shop.Learning.Clock;

/// <summary>
/// The published environment as one to learn in: candidate j starts job j's next operation now, the last candidate waits until the second smallest bound of
/// a next operation. A candidate shows its job's window of five tokens, normalised as was meant; who runs the released weights takes <see cref="ClockRollouts"/>.
/// Rewards are 0 until the end, then minus the makespan over the longest job or machine; the cost is the makespan.
/// </summary>
public sealed class ClockShopEnvironment : IEnvironment
{
    private const int PerToken = 6;

    private static readonly Schema Shown = new("shop-clock", 1, 3, (ClockWindows.Length * PerToken) + 1);

    private readonly Func<ulong, ShopProblem> instances;
    private readonly ClockWindows windows = new();
    private ClockState? state;
    private ulong seed;

    /// <summary>An environment over instances.</summary>
    /// <param name="instances">The instance of a seed; job shops with one machine an operation, judged by makespan.</param>
    public ClockShopEnvironment(Func<ulong, ShopProblem> instances) => this.instances = instances;

    /// <summary>An environment of one instance; seeds change nothing.</summary>
    public ClockShopEnvironment(ShopProblem problem) : this(_ => problem) { }

    private ClockShopEnvironment(ClockShopEnvironment other) => (instances, state, seed) = (other.instances, other.state?.Copy(), other.seed);

    /// <inheritdoc/>
    public Schema Schema => Shown;

    /// <inheritdoc/>
    public int CandidateCount => state is { Left: > 0 } ? state.Jobs + 1 : 0;

    /// <inheritdoc/>
    public double Cost => state?.Makespan ?? 0;

    /// <summary>The clock.</summary>
    public long Now => State.Now;

    /// <summary>True when every operation has its start.</summary>
    public bool IsComplete => state is { Left: 0 };

    private ClockState State => state ?? throw new InvalidOperationException("the environment was not reset");

    /// <summary>The schedule of a complete episode.</summary>
    /// <exception cref="InvalidOperationException">The episode is not complete.</exception>
    public ShopSchedule Schedule() => IsComplete ? ShopSchedule.FromStarts(State.Starts) : throw new InvalidOperationException("the schedule is not complete");

    /// <inheritdoc/>
    /// <exception cref="RotaException">An instance of another kind.</exception>
    public void Reset(ulong seed)
    {
        if (state is null || seed != this.seed) state = new(new(instances(seed)));
        this.seed = seed;
        state.Reset();
    }

    /// <inheritdoc/>
    public bool IsLegal(int candidate) => State.IsLegal(candidate);

    /// <inheritdoc/>
    public StepResult Step(int candidate)
    {
        if ((uint)candidate >= (uint)CandidateCount || !IsLegal(candidate)) throw new InvalidOperationException($"candidate {candidate} of {CandidateCount} is not legal");
        var now = State.Now;
        State.Act(candidate);
        return IsComplete ? new(-State.Makespan / State.Shop.LongestLoad, Math.Max(0, State.Makespan - now), true) : new(0, State.Now - now, false);
    }

    /// <inheritdoc/>
    public void Observe(Observation into)
    {
        windows.Read(State, asReleased: false);
        var legal = 0;
        for (var j = 0; j < State.Jobs; j++)
        {
            if (State.IsLegal(j)) legal++;
            var row = into.AddCandidate();
            for (var place = 0; place < ClockWindows.Length; place++)
            {
                var at = (j * ClockWindows.Length) + place;
                var kind = windows.Kinds[at];
                var f = row.Slice(place * PerToken, PerToken);
                if (kind == TokenKind.Operation) windows.Tokens.Slice(at * ClockWindows.Features, ClockWindows.Features).CopyTo(f);
                f[4] = kind == TokenKind.Start ? 1 : 0;
                f[5] = kind is TokenKind.End or TokenKind.Padding ? 1 : 0;
            }
        }
        into.AddCandidate()[ClockWindows.Length * PerToken] = 1;
        into.Globals[0] = State.Left / (float)State.Shop.Machine.Length;
        into.Globals[1] = legal / (float)State.Jobs;
        into.Globals[2] = (float)(State.WaitUntil == long.MaxValue ? 0 : Math.Min(10, (State.WaitUntil - State.Now) / State.Shop.MeanDuration));
    }

    /// <inheritdoc/>
    public IEnvironment Fork() => new ClockShopEnvironment(this);

    /// <inheritdoc/>
    public ulong Digest() => State.Digest();
}
