using Rota.Learning.Files;
using Rota.Learning.Networks;
using Rota.Learning.Rollouts;
using Rota.Learning.Toys;
using Rota.Torch.Learners;
using Rota.Torch.Native;
using Rota.Torch.Training;
using Xunit;

namespace Rota.Torch.Tests;

public sealed class TrainingTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rota-train").FullName;

    public static TheoryData<string> Learners => ["ppo", "reinforce", "imitation", "self-labelling", "counterfactual", "priced", "phases"];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [MemberData(nameof(Learners))]
    public void Training_stopped_and_resumed_ends_with_the_same_bits_as_training_in_one_go(string learner)
    {
        var whole = Run(Tiny(learner), "whole");
        Run(Tiny(learner), "parts", stopAfter: 3);
        var resumed = Run(Tiny(learner), "parts", resume: true);
        Assert.True(resumed.IsComplete);
        Assert.Equal(whole.Curve, resumed.Curve);
        Assert.Equal(Weights("whole"), Weights("parts"));
        Assert.Equal(Log("whole"), Log("parts"));
    }

    [Fact]
    public void A_training_killed_between_checkpoints_goes_on_from_the_last_one_to_the_same_curve()
    {
        var whole = Run(Tiny("ppo"), "whole");
        // Thrown after update 5; the last checkpoint is of update 4, the log has a line more.
        var options = new TrainingOptions(Path.Combine(folder, "killed"), 1, "test");
        Assert.Throws<InvalidOperationException>(() =>
            new Trainer(Tiny("ppo"), options, TimeProvider.System, line => { if (line.Contains(" 5/6", StringComparison.Ordinal)) throw new InvalidOperationException("killed"); }).Run(TestContext.Current.CancellationToken));
        var resumed = Run(Tiny("ppo"), "killed", resume: true);
        Assert.Equal(whole.Curve, resumed.Curve);
        Assert.Equal(Weights("whole"), Weights("killed"));
        Assert.Equal(Log("whole"), Log("killed"));
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_wherever_the_runtime_puts_its_arrays()
    {
        var task = TrainingTasks.Find("two-stage-matrix") with { Updates = 4 };
        Run(task, "one");
        var held = new List<byte[]>();
        for (var i = 1; i < 100; i++) held.Add(new byte[8 * i]);
        Run(task, "two");
        Assert.Equal(Weights("one"), Weights("two"));
        Assert.NotEmpty(held);
    }

    [Fact]
    public void A_checkpoint_of_another_training_is_refused()
    {
        Run(Tiny("ppo"), "one", stopAfter: 1);
        var error = Assert.Throws<Formats.InputException>(() => Run(Tiny("ppo") with { Environments = 3 }, "one", resume: true));
        Assert.Contains("this training is", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_ratio_of_ppo_is_1()
    {
        LibTorch.Ensure();
        var context = Context(new() { Width = 16 });
        var stats = new Ppo(new() { Steps = 50 }).Update(context, 0, 10, TestContext.Current.CancellationToken);
        Assert.InRange(stats.Steps.FirstRatioError, 0, 1e-5);
        Assert.Equal(200, stats.Decisions);
    }

    [Fact]
    public void A_bandit_is_learnt_to_99_percent()
    {
        var result = Run(TrainingTasks.Find("bandit"), "bandit");
        Assert.InRange(result.BestCost, 0, 0.01);
        var file = Safetensors.Read(result.Policy);
        Assert.Equal("test", PolicyFile.Card(file, "p").Command);
        PolicyFile.Network(file, new Bandit().Schema, "p");
    }

    [Fact]
    public void Actions_of_two_stages_are_learnt_to_98_percent() =>
        Assert.InRange(Run(TrainingTasks.Find("two-stage-matrix"), "matrix").BestCost, 0, 0.02);

    [Fact]
    public void Migrations_of_VMs_are_learnt_from_optimal_plans_and_the_policy_plays()
    {
        var task = TrainingTasks.Find("vm-rescheduling") with { Updates = 2, Cases = 2, ValidateEvery = 1 };
        var result = Run(task, "machines");
        Assert.True(result.IsComplete);
        var network = Rota.Cluster.Machines.Learning.MachineModels.Read(result.Policy);
        var player = new Rota.Cluster.Machines.Learning.ReschedulePlayer(Rota.Cluster.Machines.Generators.FullCluster.Churned(7, 16, 5), network);
        Assert.True(player.Step(new(1), 0));
    }

    private static TrainingTask Tiny(string learner) => new()
    {
        Name = "tiny",
        Description = "for tests",
        Data = "none",
        Create = () => new Knapsack(),
        Shape = new() { Width = 24 },
        Learner = () => learner switch
        {
            "ppo" => new Ppo(new() { Steps = 17 }),
            "reinforce" => new Reinforce(new() { Cases = 4 }),
            "imitation" => new Imitation(new() { Cases = 4 }, new Rota.Learning.RulePolicy("take", (_, candidate) => -candidate)),
            "counterfactual" => new Counterfactual(new() { Cases = 3, Samples = 1 }),
            "priced" => new Priced(new() { Cases = 3 }, "position", environment => [.. Enumerable.Range(0, environment.CandidateCount).Select(candidate => (double)candidate)]),
            "phases" => new Phases(new Reinforce(new() { Cases = 4 }), 0.5, new Counterfactual(new() { Cases = 3, Samples = 0 })),
            _ => new SelfLabelling(new() { Cases = 3, Samples = 4 }),
        },
        Environments = 2,
        Updates = 6,
        Cases = 5,
        ValidateEvery = 2,
        CheckpointEvery = 2,
    };

    private TrainingResult Run(TrainingTask task, string name, int? stopAfter = null, bool resume = false) =>
        new Trainer(task, new(Path.Combine(folder, name), 1, "test") { StopAfter = stopAfter, Resume = resume }, TimeProvider.System).Run(TestContext.Current.CancellationToken);

    private float[] Weights(string name) =>
        [.. Safetensors.Read(Path.Combine(folder, name, "last.safetensors")).Tensors.SelectMany(tensor => tensor.Values)];

    private string[] Log(string name) =>
        [.. File.ReadLines(Path.Combine(folder, name, "log.jsonl")).Select(line => line[..line.IndexOf("\"seconds\"", StringComparison.Ordinal)])];

    private static LearnerContext Context(NetworkShape shape)
    {
        var model = new PolicyModel(new(new TwoStageMatrix().Schema, shape), 1);
        var seeds = new Seeds(1);
        return new(model, () => new TwoStageMatrix(), new(_ => new TwoStageMatrix(), 4, seeds), seeds, 1);
    }
}
