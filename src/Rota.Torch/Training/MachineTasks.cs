using Rota.Cluster.Machines.Generators;
using Rota.Cluster.Machines.Learning;
using Rota.Learning;
using Rota.Learning.Networks;
using Rota.Torch.Learners;

namespace Rota.Torch.Training;

/// <summary>VM rescheduling in two stages.</summary>
internal static class MachineTasks
{
    /// <summary>Imitates plans that are proved optimal most often, on clusters of Rota's generator.</summary>
    public static TrainingTask Rescheduling { get; } = new()
    {
        Name = "vm-rescheduling",
        Description = "migrations of VMs, VM first and then place, after optimal plans of small clusters; minutes",
        Data = "full clusters of Rota's generator (FullCluster), 32 to 64 machines, 5 to 12 % of their VMs deleted, 30 to 70 migrations per 280 machines",
        Create = () => new RescheduleEnvironment(FullCluster.Training),
        Shape = new() { Width = 32, Rounds = 2, Activation = Activation.Relu, Critic = false },
        Learner = () => new Imitation(new() { Rate = 3e-3, Cases = 12, Epochs = 3, Minibatches = 4, Dagger = 1, LargestNorm = 1 }, new OptimalPlans()),
        Environments = 1,
        Updates = 120,
        Cases = 30,
        ValidateEvery = 10,
        CheckpointEvery = 10,
        Rivals = [new RandomPolicy(), new OptimalPlans()],
    };
}
