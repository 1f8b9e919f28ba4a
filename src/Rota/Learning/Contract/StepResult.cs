namespace Rota.Learning;

/// <summary>What a choice led to.</summary>
/// <param name="Reward">For learning; finite.</param>
/// <param name="Elapsed">Model time since the decision, at least 0. At 0, the next decision is a further stage of the same action: nothing is discounted.</param>
/// <param name="Terminated">The episode came to its real end: nothing is to be had after it.</param>
/// <param name="Truncated">The episode was cut off, by a time limit say: more would have come.</param>
public readonly record struct StepResult(double Reward, double Elapsed, bool Terminated, bool Truncated = false)
{
    /// <summary>True when the episode is over, either way.</summary>
    public bool IsOver => Terminated || Truncated;
}
