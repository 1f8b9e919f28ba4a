using Rota.Cluster.Machines.Generators;
using Rota.Cluster.Machines.Learning;
using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Torch.Learners;

namespace Rota.Torch.Training;

/// <summary>VM rescheduling in two stages.</summary>
internal static class MachineTasks
{
    /// <summary>Imitates plans that are proved optimal most often, on clusters of Rota's generator, then the best of its own trajectories.</summary>
    public static TrainingTask Rescheduling { get; } = new()
    {
        Name = "vm-rescheduling",
        Description = "migrations of VMs, VM first and then place, after optimal plans of small clusters; ten minutes",
        Data = "full clusters of Rota's generator (FullCluster), 32 to 64 machines, 5 to 12 % of their VMs deleted, 30 to 70 migrations per 280 machines",
        Create = () => new RescheduleEnvironment(FullCluster.Training),
        Shape = new() { Width = 32, Rounds = 2, Activation = Activation.Relu, Critic = false },
        Learner = () => new Phases(
            new Imitation(new() { Rate = 3e-3, Cases = 12, Epochs = 3, Minibatches = 4, Dagger = 1, LargestNorm = 1 }, new OptimalPlans()), 0.8,
            new SelfLabelling(new() { Rate = 5e-4, Cases = 12, Samples = 16, Epochs = 1, Minibatches = 2 })),
        Environments = 1,
        Updates = 300,
        Cases = 60,
        ValidateEvery = 10,
        CheckpointEvery = 10,
        Rivals = [new RandomPolicy(), new OptimalPlans()],
    };
}
