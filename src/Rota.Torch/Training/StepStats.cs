namespace Rota.Torch.Training;

/// <summary>What gradient steps looked like, averaged over them.</summary>
/// <param name="Steps">Steps taken.</param>
/// <param name="PolicyLoss">The surrogate, or the cross-entropy of imitation.</param>
/// <param name="ValueLoss">Half of the critic's mean squared error.</param>
/// <param name="Entropy">Normalised entropy, 0 to 1.</param>
/// <param name="Kl">How far the policy moved, about.</param>
/// <param name="ClipFraction">Share of ratios beyond the clip.</param>
/// <param name="GradientNorm">Norm before clipping.</param>
public readonly record struct StepStats(
    int Steps, double PolicyLoss, double ValueLoss, double Entropy, double Kl, double ClipFraction, double GradientNorm)
{
    /// <summary>Of the first minibatch: how far its ratios were from 1; 0 when old and new policy agree, as they must before the first step.</summary>
    public double FirstRatioError { get; init; }
}
