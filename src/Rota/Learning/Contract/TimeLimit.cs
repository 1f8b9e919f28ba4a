namespace Rota.Learning;

/// <summary>Cuts episodes off after so many steps, as truncated.</summary>
/// <param name="inner">The environment.</param>
/// <param name="steps">Steps of an episode, at least 1.</param>
public sealed class TimeLimit(IEnvironment inner, int steps) : EnvironmentWrapper(inner)
{
    private int taken;

    /// <inheritdoc/>
    public override void Reset(ulong seed)
    {
        taken = 0;
        base.Reset(seed);
    }

    /// <inheritdoc/>
    public override StepResult Step(int candidate)
    {
        if (taken >= steps) throw new InvalidOperationException($"the episode was cut off after {steps} steps");
        var result = Inner.Step(candidate);
        return ++taken >= steps && !result.Terminated ? result with { Truncated = true } : result;
    }

    /// <inheritdoc/>
    public override IEnvironment? Fork() => Inner.Fork() is { } copy ? new TimeLimit(copy, steps) { taken = taken } : null;

    /// <inheritdoc/>
    public override ulong Digest() => new StateDigest().Add(Inner.Digest()).Add(taken).Value;
}
