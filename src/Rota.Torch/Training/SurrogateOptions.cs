namespace Rota.Torch.Training;

/// <summary>How a batch of decisions becomes gradient steps.</summary>
/// <param name="Epochs">Times through the batch.</param>
/// <param name="Minibatches">Parts of the batch, a step each.</param>
/// <param name="Clip">The probability ratio counts within 1 plus or minus this.</param>
/// <param name="Entropy">Weight of the normalised entropy.</param>
/// <param name="ValueWeight">Weight of the critic's squared error; 0 without a critic.</param>
/// <param name="LargestNorm">Gradients are scaled down to this norm.</param>
/// <param name="TargetKl">Epochs end when the policy has moved this far.</param>
/// <param name="JointRatio">True to take the ratio of a whole action (a group of stages) instead of each decision's.</param>
internal sealed record SurrogateOptions(
    int Epochs, int Minibatches, double Clip, double Entropy, double ValueWeight, double LargestNorm, double TargetKl, bool JointRatio);
