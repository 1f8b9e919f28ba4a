using System.Collections.Immutable;
using Rota.Formats;
using Rota.Learning;
using Rota.Learning.Files;
using Rota.Learning.Networks;
using Rota.Shop;
using Rota.Shop.Formats;
using Rota.Shop.Learning;
using Rota.Torch.Learners;
using Rota.Torch.Training;
using Xunit;

namespace Rota.Torch.Tests;

/// <summary>Whole trainings, each a few seconds, that have to come to something.</summary>
public sealed class AcceptanceTests : IDisposable
{
    // Fisher and Thompson's 6 x 6 (1963): machine and duration of every operation.
    private const string Ft06 =
        """
        6 6
        2 1 0 3 1 6 3 7 5 3 4 6
        1 8 2 5 4 10 5 10 0 10 3 4
        2 5 3 4 5 8 0 9 1 1 4 7
        1 5 0 5 2 5 3 3 4 8 5 9
        2 9 1 3 4 5 5 4 0 3 3 1
        1 3 3 3 5 9 0 10 4 4 2 1
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("rota-accept").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_pole_stands_475_steps_on_the_mean_of_100_episodes()
    {
        var task = TrainingTasks.Find("cartpole") with { Updates = 40, Cases = 5, ValidateEvery = 20 };
        var result = Train(task);
        Assert.True(result.Decisions <= 100_000, $"{result.Decisions} steps");
        Assert.InRange(-Play(task, result, 100).Average(), 475, 500);
    }

    [Fact]
    public void On_ft06_the_trained_dispatcher_is_no_worse_than_the_best_rule()
    {
        var problem = ShopFiles.Read(TextInput.OfText(Ft06, "ft06")).Single();
        var task = TrainingTasks.Find("shop-dispatch") with
        {
            Create = () => new ShopDispatchEnvironment(problem),
            Learner = () => new SelfLabelling(new() { Cases = 2, Samples = 16 }),
            Updates = 12,
            Cases = 1,
            ValidateEvery = 4,
        };
        var rules = ShopDispatchPolicies.All.Min(rule => Evaluator.Run(task.Create, rule, [0UL], EvaluationMode.Greedy, TimeProvider.System, cancellation: TestContext.Current.CancellationToken).Costs[0]);
        Assert.InRange(Play(task, Train(task), 1)[0], 55, rules);
    }

    [Fact]
    public void A_tiny_job_shop_policy_trained_end_to_end_dispatches_without_libtorch_and_better_than_chance()
    {
        var task = TrainingTasks.Find("job-shop") with { Learner = () => new SelfLabelling(new() { Rate = 5e-3, Cases = 4, Samples = 8 }), Updates = 12, Cases = 12, ValidateEvery = 6 };
        var result = Train(task);
        var problem = Rota.Shop.Generators.TaillardShops.Create("ta01");
        var (schedule, makespan) = new LearntDispatcher(problem, ShopModels.Read(result.Policy)).Best(2, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(makespan, ShopChecker.Instance.Check(problem, schedule).Objective);
        var chance = Evaluator.Run(task.Create, new RandomPolicy(), Evaluator.HeldOut(12, 2), EvaluationMode.Greedy, TimeProvider.System, cancellation: TestContext.Current.CancellationToken).Costs.Average();
        Assert.True(Play(task, result, 12).Average() < 0.9 * chance);
    }

    private TrainingResult Train(TrainingTask task) =>
        new Trainer(task, new(folder, 1, "test"), TimeProvider.System).Run(TestContext.Current.CancellationToken);

    private static ImmutableArray<double> Play(TrainingTask task, TrainingResult result, int cases)
    {
        var network = PolicyFile.Network(Safetensors.Read(result.Policy), task.Create().Schema, result.Policy);
        return Evaluator.Run(task.Create, new NetworkPolicy(network, task.Name), Evaluator.HeldOut(cases, 2), EvaluationMode.Greedy, TimeProvider.System, cancellation: TestContext.Current.CancellationToken).Costs;
    }
}
