using System.Collections.Immutable;
using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Shop.Blocking.Learning;
using Rota.Shop.Blocking.Policies;
using Rota.Torch.Learners;

namespace Rota.Torch.Training;

/// <summary>Dispatchers of blocking shops whose machines stop: one that looks at candidates, and one that looks at the whole disjunctive graph.</summary>
internal static class BlockingTasks
{
    private const string Data = "random blocking job shops: 5 to 9 machines, as many to 20 jobs, durations 5 to 99, stops of both modes with probability 0 to 0.2";

    /// <summary>Small and quick: plays a shop to its end in a fraction of a millisecond.</summary>
    public static TrainingTask Candidates { get; } = new()
    {
        Name = "blocking-shop",
        Description = "blocking shops whose machines stop, from features of the candidates; half an hour",
        Data = Data,
        Create = () => new BlockingEnvironment(seed => BlockingCase.Random(seed)),
        Shape = new() { Width = 48, Critic = false },
        Learner = () => new Phases(
            new Imitation(new() { Cases = 16, Epochs = 4, Minibatches = 8, Dagger = 0.2 }, Expert()), 0.1,
            new Reinforce(new() { Rate = 7e-4, Cases = 64, Minibatches = 4, Entropy = 0.003 })),
        Updates = 1500,
        Cases = 100,
        ValidateEvery = 20,
        CheckpointEvery = 20,
        Rivals = Rivals,
    };

    /// <summary>The network of the paper's kind.</summary>
    public static TrainingTask Graph { get; } = new()
    {
        Name = "blocking-shop-graph",
        Description = "blocking shops whose machines stop, from the dynamic disjunctive graph; hours",
        Data = Data,
        Create = () => new BlockingEnvironment(seed => BlockingCase.Random(seed), graph: true),
        Shape = new() { Width = 32, Rounds = 3, Activation = Activation.Relu },
        Learner = () => new Phases(
            new Imitation(new() { Cases = 8, Epochs = 3, Minibatches = 4, Dagger = 0.2 }, new BlockingExpert(() => new RolloutPolicy(RolloutOptions.Wide, "wide rollout"))), 60.0 / 700,
            new Ppo(new() { Rate = 3e-4, Steps = 64, Epochs = 2, Minibatches = 2 })),
        Updates = 700,
        Cases = 60,
        CheckpointEvery = 5,
        Rivals = Rivals,
    };

    private static ImmutableArray<IPolicy> Rivals =>
        [.. BlockingRules.All.Select(rule => new BlockingExpert(() => new RuleDispatcher(rule))), new BlockingExpert(() => new RolloutPolicy())];

    /// <summary>Rollouts by all rules, under limits of jobs inside, with the choice to wait.</summary>
    private static BlockingExpert Expert() => new(() => new RolloutPolicy(
        new() { Rules = BlockingRules.All, Limits = [0, 1, 0.75, 0.67, 0.5], Wait = true }, "rollout of all rules"));
}
