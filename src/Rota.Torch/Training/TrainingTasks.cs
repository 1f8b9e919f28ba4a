using System.Collections.Immutable;
using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Learning.Rollouts;
using Rota.Learning.Toys;
using Rota.Shop.Generators;
using Rota.Shop.Learning;
using Rota.Torch.Learners;

namespace Rota.Torch.Training;

/// <summary>The catalog of what can be trained. A new one is one entry here.</summary>
public static class TrainingTasks
{
    private static readonly (int Jobs, int Machines)[] JobShopSizes = [(10, 5), (15, 5), (20, 5), (10, 10), (15, 10), (20, 10), (15, 15), (20, 15)];

    private const string None = "nothing but its own random cases";

    /// <summary>Every task, small ones first.</summary>
    public static ImmutableArray<TrainingTask> All { get; } =
    [
        new()
        {
            Name = "bandit",
            Description = "one choice among 5 to 50 candidates; under a minute",
            Data = None,
            Create = () => new Bandit(),
            Shape = new() { Width = 32 },
            Learner = () => new Ppo(new() { Rate = 5e-3, Steps = 64, Epochs = 8, TargetKl = 0.1, Entropy = 0.003, LastEntropy = 0 }),
            Updates = 30,
            Cases = 200,
            CheckpointEvery = 20,
        },
        new()
        {
            Name = "two-stage-matrix",
            Description = "a row, then a column: actions of two stages with masks; under a minute",
            Data = None,
            Create = () => new TwoStageMatrix(),
            Shape = new() { Width = 32 },
            Learner = () => new Ppo(new() { Rate = 5e-3, Steps = 128, Epochs = 8, TargetKl = 0.1, Entropy = 0.003, LastEntropy = 0, JointRatio = true }),
            Updates = 20,
            Cases = 200,
            CheckpointEvery = 20,
        },
        new()
        {
            Name = "cartpole",
            Description = "the pole on a cart, 500 steps at most",
            Data = None,
            Create = () => new TimeLimit(new CartPole(), 500),
            Learner = () => new Ppo(new() { Rate = 2.5e-3, Steps = 128, Epochs = 10, Discount = new(0.98), Lambda = 0.9, TargetKl = 0.05, Entropy = 0.0, LastEntropy = 0.0 }),
            Updates = 97,
            Cases = 20,
            CheckpointEvery = 20,
        },
        new()
        {
            Name = "shop-dispatch",
            Description = "job shops of 6 x 6 to 10 x 10, dispatched without delay; minutes",
            Data = "random job shops of Rota's generator, 6 to 10 jobs on 6 to 10 machines, durations 1 to 99",
            Create = () => new ShopDispatchEnvironment(ShopOf),
            Shape = new() { Critic = false },
            Learner = () => new SelfLabelling(new() { Cases = 16, Samples = 16 }),
            Updates = 300,
            Cases = 50,
            Rivals = [new RandomPolicy(), .. ShopDispatchPolicies.All],
        },
        new()
        {
            Name = "job-shop",
            Description = "job shops of all classic sizes, dispatched as active schedules; half an hour",
            Data = "random job shops of Rota's generator, 10 x 5 to 20 x 15, durations 1 to 99, a third with two-set routes",
            Create = () => new ActiveShopEnvironment(JobShopOf),
            Shape = new() { Critic = false, Activation = Activation.Relu, Width = 64, Hidden = 2 },
            Learner = () => new SelfLabelling(new() { Rate = 2e-3, Cases = 16, Samples = 24, Epochs = 1, Minibatches = 4 }),
            Updates = 4000,
            Cases = 60,
            ValidateEvery = 50,
            Rivals = [new RandomPolicy(), .. ShopDispatchPolicies.All],
        },
        BlockingTasks.Candidates,
        BlockingTasks.Graph,
        MachineTasks.Rescheduling,
        LineTasks.Transfer,
    ];

    /// <summary>The task of a name.</summary>
    /// <exception cref="RotaException">No such task; the message names the nearest.</exception>
    public static TrainingTask Find(string name) =>
        All.FirstOrDefault(task => string.Equals(task.Name, name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RotaException($"unknown training '{name}', expected {string.Join(", ", All.Select(task => task.Name))}{Formats.Nearest.Hint(name, All.Select(task => task.Name))}");

    private static Rota.Shop.ShopProblem JobShopOf(ulong seed)
    {
        var random = new Seeds(seed).For("shop size");
        var (jobs, machines) = JobShopSizes[random.Next(JobShopSizes.Length)];
        return ShopGenerator.Create(new() { Jobs = jobs, Machines = machines, Kind = random.Next(3) == 0 ? ShopKind.TwoSet : ShopKind.Job, Seed = seed });
    }

    private static Rota.Shop.ShopProblem ShopOf(ulong seed)
    {
        var random = new Seeds(seed).For("shop size");
        return ShopGenerator.Create(new() { Jobs = random.Next(6, 10), Machines = random.Next(6, 10), Seed = seed });
    }
}
