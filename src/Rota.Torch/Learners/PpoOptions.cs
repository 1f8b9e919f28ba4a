using Rota.Learning.Rollouts;

namespace Rota.Torch.Learners;

/// <summary>Settings of <see cref="Ppo"/>; the number of environments is the trainer's.</summary>
public sealed record PpoOptions
{
    /// <summary>First learning rate, falling in a straight line to 0. Default 3e-4.</summary>
    public double Rate { get; init; } = 3e-4;

    /// <summary>Decisions of each environment an update. Default 256.</summary>
    public int Steps { get; init; } = 256;

    /// <summary>Times through them. Default 4.</summary>
    public int Epochs { get; init; } = 4;

    /// <summary>Parts, a step each. Default 4.</summary>
    public int Minibatches { get; init; } = 4;

    /// <summary>Discount. Default none, for episodes with an end.</summary>
    public Discount Discount { get; init; } = new(1);

    /// <summary>Trust in what happened against the critic. Default 0.95.</summary>
    public double Lambda { get; init; } = 0.95;

    /// <summary>Clip of the ratio. Default 0.2.</summary>
    public double Clip { get; init; } = 0.2;

    /// <summary>First weight of the entropy. Default 0.01.</summary>
    public double Entropy { get; init; } = 0.01;

    /// <summary>Last weight of the entropy. Default 0.001.</summary>
    public double LastEntropy { get; init; } = 0.001;

    /// <summary>Weight of the critic's loss. Default 0.5.</summary>
    public double ValueWeight { get; init; } = 0.5;

    /// <summary>Largest norm of a gradient. Default 0.5.</summary>
    public double LargestNorm { get; init; } = 0.5;

    /// <summary>An update's epochs end beyond this distance of old and new policy. Default 0.02.</summary>
    public double TargetKl { get; init; } = 0.02;

    /// <summary>One ratio for all stages of an action. Default false.</summary>
    public bool JointRatio { get; init; }
}
