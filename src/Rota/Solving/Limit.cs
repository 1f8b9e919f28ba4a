namespace Rota.Solving;

/// <summary>What a stopping rule may look at. Times in seconds since the run began; objectives are minimised.</summary>
public readonly record struct SearchState(double ElapsedSeconds, double SecondsSinceImprovement, long? Objective, long Bound);

/// <summary>A stopping rule. Rules compose: <c>Limit.Time(10 s) | Limit.Target(930)</c> stops at the first, <c>&amp;</c> when both hold.</summary>
public abstract record Limit
{
    /// <summary>True when the run must stop.</summary>
    public abstract bool Reached(in SearchState state);

    /// <summary>The wall time after which the rule surely holds, if there is one; solvers of others take it as their own limit.</summary>
    public abstract TimeSpan? Deadline { get; }

    /// <summary>Never stops: until optimal, exhausted or cancelled.</summary>
    public static Limit None { get; } = new NoLimit();

    /// <summary>Stops after this wall time.</summary>
    public static Limit Time(TimeSpan time) => new TimeLimit(time);

    /// <summary>Stops once the objective is at or below the target.</summary>
    public static Limit Target(long objective) => new TargetLimit(objective);

    /// <summary>Stops when an answer exists and none better came for this long.</summary>
    public static Limit NoImprovement(TimeSpan time) => new NoImprovementLimit(time);

    /// <summary>Stops when either does.</summary>
    public static Limit operator |(Limit left, Limit right) => new AnyLimit(left, right);

    /// <summary>Stops when both do.</summary>
    public static Limit operator &(Limit left, Limit right) => new AllLimit(left, right);

    /// <summary>The named form of <c>|</c>.</summary>
    public Limit BitwiseOr(Limit other) => this | other;

    /// <summary>The named form of <c>&amp;</c>.</summary>
    public Limit BitwiseAnd(Limit other) => this & other;

    private sealed record NoLimit : Limit
    {
        public override TimeSpan? Deadline => null;

        public override bool Reached(in SearchState state) => false;
    }

    private sealed record TimeLimit(TimeSpan Length) : Limit
    {
        public override TimeSpan? Deadline => Length;

        public override bool Reached(in SearchState state) => state.ElapsedSeconds >= Length.TotalSeconds;
    }

    private sealed record TargetLimit(long Objective) : Limit
    {
        public override TimeSpan? Deadline => null;

        public override bool Reached(in SearchState state) => state.Objective <= Objective;
    }

    private sealed record NoImprovementLimit(TimeSpan Length) : Limit
    {
        public override TimeSpan? Deadline => null;

        public override bool Reached(in SearchState state) =>
            state.Objective is not null && state.SecondsSinceImprovement >= Length.TotalSeconds;
    }

    private sealed record AnyLimit(Limit Left, Limit Right) : Limit
    {
        public override TimeSpan? Deadline => (Left.Deadline, Right.Deadline) switch
        {
            ({ } a, { } b) => a < b ? a : b,
            (var a, var b) => a ?? b,
        };

        public override bool Reached(in SearchState state) => Left.Reached(state) || Right.Reached(state);
    }

    private sealed record AllLimit(Limit Left, Limit Right) : Limit
    {
        public override TimeSpan? Deadline =>
            (Left.Deadline, Right.Deadline) is ({ } a, { } b) ? (a > b ? a : b) : null;

        public override bool Reached(in SearchState state) => Left.Reached(state) && Right.Reached(state);
    }
}
