namespace Rota.Torch.Learners;

/// <summary>Settings of <see cref="Reinforce"/>.</summary>
public sealed record ReinforceOptions
{
    /// <summary>First learning rate, falling in a straight line to 0. Default 1e-3.</summary>
    public double Rate { get; init; } = 1e-3;

    /// <summary>Cases an update. Default 16.</summary>
    public int Cases { get; init; } = 16;

    /// <summary>Gradient steps an update. Default 4.</summary>
    public int Minibatches { get; init; } = 4;

    /// <summary>Weight of the entropy. Default 0.01.</summary>
    public double Entropy { get; init; } = 0.01;

    /// <summary>Largest norm of a gradient. Default 0.5.</summary>
    public double LargestNorm { get; init; } = 0.5;
}
