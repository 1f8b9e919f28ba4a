namespace Rota.Torch.Learners;

/// <summary>Settings of <see cref="Counterfactual"/>.</summary>
public sealed record CounterfactualOptions
{
    /// <summary>First learning rate, falling in a straight line to 0. Default 1e-3.</summary>
    public double Rate { get; init; } = 1e-3;

    /// <summary>Cases an update. Default 32.</summary>
    public int Cases { get; init; } = 32;

    /// <summary>Share of their decisions that are looked into, above 0. Default 0.5.</summary>
    public double Share { get; init; } = 0.5;

    /// <summary>Random ends of each choice beside the likeliest one. Default 2.</summary>
    public int Samples { get; init; } = 2;

    /// <summary>Temperature of random ends and of the drive through a case. Default 0.5.</summary>
    public double Temperature { get; init; } = 0.5;

    /// <summary>Gradient steps an update. Default 2.</summary>
    public int Minibatches { get; init; } = 2;

    /// <summary>First weight of the entropy, falling in a straight line to 0. Default 0.03.</summary>
    public double Entropy { get; init; } = 0.03;

    /// <summary>Largest norm of a gradient. Default 0.5.</summary>
    public double LargestNorm { get; init; } = 0.5;
}
