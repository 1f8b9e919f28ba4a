namespace Rota.Learning;

/// <summary>Multiplies rewards, so that instances of all sizes weigh alike. Costs stay as they are.</summary>
/// <param name="inner">The environment.</param>
/// <param name="factor">The factor, finite and above 0.</param>
public sealed class RewardScale(IEnvironment inner, double factor) : EnvironmentWrapper(inner)
{
    /// <inheritdoc/>
    public override StepResult Step(int candidate)
    {
        var result = Inner.Step(candidate);
        return result with { Reward = result.Reward * factor };
    }

    /// <inheritdoc/>
    public override IEnvironment? Fork() => Inner.Fork() is { } copy ? new RewardScale(copy, factor) : null;
}
