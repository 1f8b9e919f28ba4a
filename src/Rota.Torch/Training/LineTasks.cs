using System.Collections.Immutable;
using Rota.Learning;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Learning;
using Rota.Shop.Transfer.Policies;
using Rota.Torch.Learners;

namespace Rota.Torch.Training;

/// <summary>Dispatchers of transfer robots.</summary>
internal static class LineTasks
{
    /// <summary>Imitates the best rule of each random line, as rehearsal finds it, and goes on from there by what happens.</summary>
    public static TrainingTask Transfer { get; } = new()
    {
        Name = "glass-flow",
        Description = "transfer robots of random lines: one or two arms, one or more robots, noise, stops, vehicles of job shops; half an hour",
        Data = "random lines of Rota's generator (RandomLines): 1 to 7 stages of 1 to 3 stations, robot-bound and station-bound, one or two arms; pairs of robots with a buffer between; two or three robots on a line; job shops of 4 to 8 machines with 1 to 6 vehicles",
        Create = () => new TransferEnvironment(RandomLines.Create, 120),
        Learner = () => new Phases(
            new Imitation(new() { Cases = 12, Rate = 2e-3, Dagger = 0.25 }, new TransferRulePolicy(new RulePortfolio())), 0.05,
            new Priced(new() { Cases = 16, Rate = 2e-3 }, "what following a rule costs on the line", new RuleRegrets().Price)),
        Environments = 1,
        Shape = new() { Width = 96, Critic = false },
        Updates = 600,
        ValidateEvery = 25,
        CheckpointEvery = 25,
        Cases = 150,
        Rivals = Rivals,
    };

    private static ImmutableArray<IPolicy> Rivals =>
        [new RandomPolicy(), .. TransferPolicies.All.Select(rule => new TransferRulePolicy(rule)), new TransferRulePolicy(new RulePortfolio())];
}
