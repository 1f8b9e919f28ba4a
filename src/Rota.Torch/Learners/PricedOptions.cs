namespace Rota.Torch.Learners;

/// <summary>Settings of <see cref="Priced"/>.</summary>
public sealed record PricedOptions
{
    /// <summary>First learning rate, falling in a straight line to 0. Default 1e-3.</summary>
    public double Rate { get; init; } = 1e-3;

    /// <summary>Cases an update. Default 16.</summary>
    public int Cases { get; init; } = 16;

    /// <summary>Share of their decisions that are priced, above 0. Default 0.5.</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>Temperature at which the learner drives through a case. Default 0.5.</summary>
    public double Temperature { get; init; } = 0.5;

    /// <summary>Gradient steps an update. Default 3.</summary>
    public int Minibatches { get; init; } = 3;

    /// <summary>Largest norm of a gradient. Default 0.5.</summary>
    public double LargestNorm { get; init; } = 0.5;
}
