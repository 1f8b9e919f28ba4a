using System.Text;
using System.Text.Json;
using Rota.Cluster.Machines;
using Rota.Cluster.Machines.Explain;
using Rota.Cluster.Machines.Formats;
using Rota.Cluster.Machines.Learning;
using Rota.Cluster.Machines.Solvers;
using Rota.Learning;
using Rota.Randomness;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Cluster.Machines;

public sealed class MachineExplanationTests
{
    /// <summary>Slots of 4: a has 3 of 4 cores free, b 1; x of one core makes a whole when it goes to b.</summary>
    private static MachineProblem Problem => new(
        "tiny", [new("a", 0, [new(4, 9)]), new("b", 0, [new(4, 9)])], [new("x", "", new(0, 0), 1, 1), new("y", "", new(1, 0), 3, 1)], 1, 4);

    [Fact]
    public void A_move_says_what_it_frees_and_what_undoing_it_would_cost()
    {
        var plan = new MigrationPlan([new(0, new(1, 0))]);
        Assert.Equal("1 of at most 1 migrations in 1 waves: fragment rate 1.0000 -> 0.0000, slots of 4 cores 0 -> 1", MigrationExplanation.OfPlan(Problem, plan).Summary);
        var lines = MigrationExplanation.Of(Problem, plan, "x").Lines.ToArray();
        Assert.Equal("x (1 cores) is migrated", lines[0]);
        Assert.Contains("migration 1: a/0 -> b/0, 1 slot at that moment", lines[1], StringComparison.Ordinal);
        Assert.Contains("it leaves a/0 with 4 free cores instead of 3 and takes b/0 with 0 free cores instead of 1", lines[2], StringComparison.Ordinal);
        Assert.Contains("taking it back in the end would cost 1 slot", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_says_what_would_have_to_leave()
    {
        var lines = MigrationExplanation.Of(Problem, MigrationPlan.Empty, "a").Lines.ToArray();
        Assert.Contains("one slot more would need 1 cores: x (1 cores) would have to leave, each of which has a place without loss elsewhere", lines[2], StringComparison.Ordinal);
        Assert.Contains("has no VM or machine 'z'", Assert.Throws<RotaException>(() => MigrationExplanation.Of(Problem, MigrationPlan.Empty, "z")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_written_is_read_back()
    {
        for (ulong seed = 0; seed < 10; seed++)
        {
            var problem = RandomMachines.Any(seed, vms: 14);
            var plan = new BeamSearch().Solve(problem, MachineChecker.Instance, new Run<MigrationPlan>(Limit.None)).Answer!;
            using var memory = new MemoryStream();
            using (var json = new Utf8JsonWriter(memory))
            {
                json.WriteStartObject();
                MigrationPlanJson.Write(json, problem, plan);
                json.WriteEndObject();
            }
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(memory.ToArray()));
            Assert.Equal(plan.Steps, MigrationPlanJson.Read(document.RootElement, problem).Steps);
        }
    }

    [Fact]
    public void Rewards_add_up_to_the_fall_of_fragments_and_episodes_are_plans()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            var environment = new RescheduleEnvironment(s => RandomMachines.Any(s, vms: 12, limit: 5));
            var (observation, random, policy) = (new Observation(environment.Schema), new RandomStream(seed), new RandomPolicy());
            environment.Reset(seed);
            var (problem, rewards) = (RandomMachines.Any(seed, vms: 12, limit: 5), 0.0);
            var before = environment.Fragments;
            while (environment.CandidateCount > 0)
            {
                observation.Capture(environment);
                rewards += environment.Step(policy.Choose(new(environment, observation), random, 1).Candidate).Reward;
            }
            Assert.Equal((before - environment.Fragments) / (2.0 * problem.SlotCores * 4), rewards, 1e-9);
            var verdict = MachineChecker.Instance.Check(problem, environment.Plan);
            Assert.Empty(verdict.Violations);
            Assert.Equal(environment.Fragments, verdict.Objective);
        }
    }
}
