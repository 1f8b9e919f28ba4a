using System.Collections.Immutable;
using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Torch.Learners;

namespace Rota.Torch.Training;

/// <summary>Something that can be learnt.</summary>
public sealed record TrainingTask
{
    /// <summary>Its name on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>One line for listings.</summary>
    public required string Description { get; init; }

    /// <summary>What it is trained on, in words, for the card.</summary>
    public required string Data { get; init; }

    /// <summary>Makes an environment.</summary>
    public required Func<IEnvironment> Create { get; init; }

    /// <summary>The network.</summary>
    public NetworkShape Shape { get; init; } = new();

    /// <summary>Makes the learner.</summary>
    public required Func<ILearner> Learner { get; init; }

    /// <summary>Environments that run side by side. Default 8.</summary>
    public int Environments { get; init; } = 8;

    /// <summary>Updates in all. Default 100.</summary>
    public int Updates { get; init; } = 100;

    /// <summary>Cases of each validation. Default 50.</summary>
    public int Cases { get; init; } = 50;

    /// <summary>Updates from one validation to the next. Default 10.</summary>
    public int ValidateEvery { get; init; } = 10;

    /// <summary>Updates from one checkpoint to the next. Default 10.</summary>
    public int CheckpointEvery { get; init; } = 10;

    /// <summary>Named rules it is compared with on test cases.</summary>
    public ImmutableArray<IPolicy> Rivals { get; init; } = [new RandomPolicy()];
}
