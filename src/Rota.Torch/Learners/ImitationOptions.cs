namespace Rota.Torch.Learners;

/// <summary>Settings of <see cref="Imitation"/> and <see cref="SelfLabelling"/>.</summary>
public sealed record ImitationOptions
{
    /// <summary>First learning rate, falling in a straight line to 0. Default 1e-3.</summary>
    public double Rate { get; init; } = 1e-3;

    /// <summary>Cases an update. Default 16.</summary>
    public int Cases { get; init; } = 16;

    /// <summary>Samples of each case; of self-labelling. Default 16.</summary>
    public int Samples { get; init; } = 16;

    /// <summary>Times through an update's decisions. Default 2.</summary>
    public int Epochs { get; init; } = 2;

    /// <summary>Gradient steps each time. Default 4.</summary>
    public int Minibatches { get; init; } = 4;

    /// <summary>Largest norm of a gradient. Default 0.5.</summary>
    public double LargestNorm { get; init; } = 0.5;

    /// <summary>From this share of the updates on the learner drives and the expert comments (DAgger); of imitation. Default 0.3; 1 for never.</summary>
    public double Dagger { get; init; } = 0.3;
}
