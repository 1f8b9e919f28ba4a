using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Generators;
using Rota.Serving.Latency;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Rota.Serving.Simulation;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class AgentPolicyTests
{
    private static readonly RooflineLatency A100 = new(ModelShapes.Find("llama-3.1-8b"), Gpus.Find("a100"));

    public static TheoryData<string> Names => [.. AgentPolicies.All.Where(p => p.Host is null || p.Name is "vllm+offload" or "continuum+offload").Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void No_policy_starves_a_program_or_loses_a_block_when_memory_is_short(string name)
    {
        var result = Run(name, new() { Programs = 8, Rate = 0.2, Seed = 3, SlowShare = 0.1 }, kvTokens: 130_000, check: true);
        Assert.Null(result.UnfinishedReason);
        Assert.Equal(result.Workload.Count, result.CountOf(RequestState.Finished));
        Assert.True(result.PeakKvUse > 0.9);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Jumping_over_equal_steps_changes_nothing(string name)
    {
        var options = new PaperProgramOptions { Programs = 8, Rate = 0.1, Seed = 4, SlowShare = 0.1 };
        var (fast, slow) = (Run(name, options, 200_000), Run(name, options, 200_000, jumps: false));
        Assert.Equal(slow.Requests, fast.Requests);
        Assert.Equal((slow.StepCount, slow.PrefillTokens, slow.EndSeconds), (fast.StepCount, fast.PrefillTokens, fast.EndSeconds));
    }

    [Fact]
    public void Holding_contexts_spares_prefills_and_program_order_spares_more_than_none()
    {
        var options = new PaperProgramOptions { Programs = 25, Rate = 0.08, Seed = 5 };
        var prefills = ((string[])["vllm", "program-fcfs", "continuum"]).Select(name => Run(name, options).PrefillTokens).ToArray();
        Assert.True(prefills[0] > prefills[1] && prefills[1] > prefills[2], string.Join(" ", prefills));
    }

    [Fact]
    public void A_small_run_is_the_same_to_the_token()
    {
        var result = Run("continuum", new() { Programs = 15, Rate = 0.1, Seed = 9, SlowShare = 0.1 }, kvTokens: 200_000);
        Assert.Equal("1465895 6 18095 310.101", string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{result.PrefillTokens} {result.Preemptions} {result.StepCount} {RunSummary.Of(result).JobCompletion.Mean:0.000}"));
    }

    private static RunResult Run(string name, PaperProgramOptions options, int kvTokens = 400_000, bool check = false, bool jumps = true)
    {
        var limits = new EngineLimits { KvBlocks = kvTokens / 16, MaxModelLength = 131_072 };
        return ServingRun.Of(
            Workload.Of(PaperPrograms.Create(options)), Fleet.Of(new InstanceSpec(limits, A100, ServingPolicies.Find(name))), new() { CheckEveryStep = check, Jumps = jumps });
    }
}
