using CsCheck;
using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class LayeredBatchingTests
{
    private static readonly ServingPolicy Layered = new("layered") { Prefill = new LayerGroups(), Batching = new LayeredBatching() };

    private static readonly ServingPolicy[] Policies =
    [
        Layered,
        Layered with { Prefill = new LayerGroups { Grouping = new PaperGrouping(), AdmissionBudget = 1000 } },
        Layered with { Prefill = new LayerGroups { Grouping = new TableGrouping(5) } },
        Layered with { Prefill = new LayerGroups { Grouping = new AdaptiveGrouping(0.02), AdmissionBudget = 16384 } },
        Layered with { Prefill = new LayerGroups { Grouping = new SliceGrouping(0.01) } },
        new("stream") { Prefill = new LayerStream { TargetSeconds = 0.015, LeastSliceSeconds = 0 }, Batching = new LayerStreamBatching() },
        new("stream") { Prefill = new LayerStream { AdmissionBudget = 700, EvenPieces = false }, Batching = new LayerStreamBatching() },
    ];

    [Theory]
    [InlineData(100, 1)]
    [InlineData(600, 2)]
    [InlineData(8192, 16)]
    [InlineData(9000, 18)]
    [InlineData(20000, 40)]
    public void The_first_token_comes_behind_pieces_times_groups_steps(int prompt, int steps)
    {
        var result = Rehearsal.Run(Rehearsal.Requests((0, prompt, 3)), Layered);
        Assert.Equal(steps, result.Steps.Count(step => step.PrefillRequests > 0));
        Assert.Equal(steps, result.Steps.TakeWhile(step => step.Decodes == 0).Count());
        Assert.Equal((prompt, 2), (result.PrefillTokens, result.DecodeTokens));
    }

    [Fact]
    public void A_batch_passes_its_groups_in_order_and_together()
    {
        var result = Rehearsal.Run(Rehearsal.Requests((0, 1000, 2), (0, 1500, 2)), Layered);
        var passes = result.Steps.Where(step => step.PrefillRequests > 0).ToArray();
        Assert.Equal([(0, 6), (6, 12), (12, 18), (18, 24), (24, 30), (30, 36), (36, 42), (42, 48)], passes.Select(step => (step.LayerFrom, step.LayerTo)));
        Assert.All(passes, step => Assert.Equal(2, step.PrefillRequests));
        Assert.Equal(result[0].FirstToken, result[1].FirstToken);
    }

    [Fact]
    public void Nobody_is_admitted_while_a_batch_is_on_its_way()
    {
        var result = Rehearsal.Run(Rehearsal.Requests((0, 8000, 2), (0.001, 10, 2)), Layered);
        Assert.Equal(17, result.Steps.Count(step => step.PrefillRequests > 0));
        Assert.True(result[1].Scheduled >= result[0].FirstToken);
    }

    [Fact]
    public void A_prompt_in_pieces_comes_first_in_the_next_batch_and_others_fill_it()
    {
        var result = Rehearsal.Run(Rehearsal.Requests((0, 9000, 2), (0.001, 5000, 2), (0.001, 8000, 2)), Layered);
        var firsts = result.Steps.Where(step => step.PrefillRequests > 0 && step.LayerFrom == 0).Select(step => (step.PrefillTokens, step.PrefillRequests));
        // 808 are left of the first; the third fills the second batch with 2384 of its tokens.
        Assert.Equal([(8192, 1), (8192, 3), (5616, 1)], firsts);
    }

    [Fact]
    public void A_prompt_waits_until_all_its_blocks_are_there()
    {
        // The first holds 150 of 200 blocks to its end; the first piece of the second would fit at once, all of it does not.
        var small = Layered with { Prefill = new LayerGroups { AdmissionBudget = 512 } };
        var result = Rehearsal.Run(Rehearsal.Requests((0, 2390, 9), (0.001, 1600, 2)), small, kvTokens: 3200);
        Assert.True(result[1].Scheduled >= result[0].LastToken);
        Assert.Equal(0, result.Preemptions);
    }

    [Fact]
    public void When_a_decode_lacks_a_block_the_decode_admitted_last_makes_room()
    {
        // 12 blocks: 4, 4 and 1 for the prompts, 3 for the first block of output of each. The next round finds none.
        var result = Rehearsal.Run(Rehearsal.Requests((0, 64, 60), (0, 64, 60), (0, 16, 60)), Layered, kvTokens: 12 * 16);
        Assert.Equal(0, result[0].Preemptions);
        Assert.True(result[2].Preemptions > 0);
        Assert.Equal(3, result.CountOf(RequestState.Finished));
    }

    [Fact]
    public void Each_layer_sees_each_prompt_token_once_and_every_decoding_request_makes_a_token_a_step()
    {
        Gen.Select(Gen.ULong, Gen.Int[0, Policies.Length - 1], Gen.Int[1, 20000]).Sample((seed, which, longest) =>
        {
            var counting = new CountingLatency(Rehearsal.Qwen);
            var workload = Rehearsal.Random(seed, 12, 2, longest, 60);
            var result = Rehearsal.Run(workload, Policies[which], counting, jumps: false);
            // The profile that an adaptive policy takes is counted, too: what a run without requests takes is not part of it.
            var prompts = result.Requests.Sum(r => (long)r.Prompt);
            var profiled = counting.PromptTokens.Min() - prompts;
            Assert.All(counting.PromptTokens, tokens => Assert.Equal(prompts + profiled, tokens));
            if (Policies[which].Prefill is LayerGroups { Grouping: PaperGrouping or TableGrouping }) Assert.Equal(0, profiled);
            Assert.Equal(prompts, result.PrefillTokens);
            Assert.Equal(result.Requests.Sum(r => r.Output - 1L), result.DecodeTokens);
            foreach (var request in result.Requests) Assert.Equal(request.Output - 1, StepsWithin(result, request));
        }, iter: 40);
    }

    [Fact]
    public void Under_pressure_all_requests_finish_and_blocks_are_conserved()
    {
        Gen.Select(Gen.ULong, Gen.Int[0, Policies.Length - 1]).Sample((seed, which) =>
        {
            var result = Rehearsal.Run(Rehearsal.Random(seed, 20, 20, 1500, 300), Policies[which], kvTokens: 2048, maxSequences: 8);
            Assert.Null(result.UnfinishedReason);
            Assert.All(result.Requests, r => Assert.Equal(result.Workload.Trace.Requests[r.Request].Output, r.Output));
        }, iter: 20);
    }

    [Fact]
    public void Steps_made_at_once_and_one_by_one_give_the_same_result()
    {
        ServingPolicy[] all = [.. Policies, ServingPolicies.Find("sarathi"), ServingPolicies.Find("orca"), ServingPolicies.Find("faster-transformer")];
        Gen.Select(Gen.ULong, Gen.Int[0, all.Length - 1], Gen.Bool).Sample((seed, which, tight) =>
        {
            var workload = Rehearsal.Random(seed, 15, 5, 3000, 200);
            var (with, without) = (Go(true), Go(false));
            Assert.Equal(without.Requests, with.Requests);
            Assert.Equal((without.StepCount, without.BusySeconds, without.Preemptions), (with.StepCount, with.BusySeconds, with.Preemptions));
            Assert.Equal(without.ExpertBytes, with.ExpertBytes, without.ExpertBytes * 1e-9);

            RunResult Go(bool jumps) => Rehearsal.Run(workload, all[which], jumps: jumps, kvTokens: tight ? 4096 : 100_000);
        }, iter: 30);
    }

    [Fact]
    public void Experts_are_counted_by_who_passed_the_layer()
    {
        var alone = Rehearsal.Run(Rehearsal.Requests((0, 5000, 1)), Layered);
        Assert.Equal(alone.ExpertBytes, alone.PrefillExpertBytes);
        Assert.Equal(0, alone.MixedExpertBytes);
        var both = Rehearsal.Run(Rehearsal.Requests((0, 10, 100), (0.1, 5000, 1)), Layered);
        Assert.True(both.PrefillExpertBytes > 0 && both.MixedExpertBytes > 0 && both.ExpertBytes > both.PrefillExpertBytes + both.MixedExpertBytes);
        // 48 layers pass the prompt once, whatever the groups; the other layers of these steps, and all layers of the others, only decode.
        var whole = Rehearsal.Run(Rehearsal.Requests((0, 10, 100), (0.1, 5000, 1)), Layered with { Prefill = new LayerGroups { Grouping = new TableGrouping(1) } });
        Assert.Equal(whole.MixedExpertBytes, both.MixedExpertBytes, whole.MixedExpertBytes * 1e-9);
    }

    private static int StepsWithin(RunResult result, RequestResult request) =>
        result.Steps.Count(step => SimTime.ToSeconds(step.End) > request.FirstToken && SimTime.ToSeconds(step.End) <= request.LastToken);
}
