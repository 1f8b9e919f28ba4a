using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class BaselineBatchingTests
{
    [Fact]
    public void Sarathi_fills_its_chunk_with_decodes_then_prompts_in_progress_then_new_ones()
    {
        var result = Rehearsal.Run(Rehearsal.Requests((0, 100, 50), (0.001, 900, 2), (0.002, 600, 2)), ServingPolicies.Find("sarathi"));
        var prompts = result.Steps.Where(step => step.PrefillRequests > 0).Select(step => (step.Decodes, step.PrefillTokens, step.PrefillRequests));
        Assert.Equal([(0, 100, 1), (1, 511, 1), (1, 511, 2), (2, 478, 1)], prompts);
    }

    [Fact]
    public void Sarathi_admits_only_prompts_whose_blocks_fit_above_the_watermark()
    {
        // 100 blocks, of which 10 stay free: 60 for the first, 30 for the second, one too many for a third of 1 token.
        var policy = new ServingPolicy("x") { Prefill = new TokenChunks { Budget = 512 }, Batching = new StallFreeBatching { Watermark = 0.1 } };
        var result = Rehearsal.Run(Rehearsal.Requests((0, 960, 2), (0, 480, 2), (0, 1, 2)), policy, kvTokens: 1600);
        Assert.Equal(result[0].Scheduled, result[1].Scheduled - StepsBefore(1), 9);
        Assert.True(result[2].Scheduled >= result[0].LastToken);

        double StepsBefore(int step) => result.Steps.Take(step).Sum(s => Rota.Serving.SimTime.ToSeconds(s.End - s.Start));
    }

    [Fact]
    public void Sarathi_runs_no_more_requests_than_its_batch_holds()
    {
        var policy = new ServingPolicy("x") { Prefill = new TokenChunks { Budget = 512 }, Batching = new StallFreeBatching { MaxBatch = 3 } };
        var result = Rehearsal.Run(Rehearsal.Requests([.. Enumerable.Repeat((0.0, 10, 20), 10)]), policy);
        Assert.Equal(3, result.Steps.Max(step => step.Decodes));
        Assert.Equal(10, result.CountOf(RequestState.Finished));
    }

    [Fact]
    public void A_decode_that_is_preempted_for_a_prompt_gives_the_block_back_that_was_planned_for_it()
    {
        // 8 blocks. In the second step the first request holds 4 and needs 4, the second holds 3 and is about to take the last one.
        var policy = new ServingPolicy("x") { Prefill = new TokenChunks { Budget = 512, LongPrefillThreshold = 64 } };
        var result = Rehearsal.Run(Rehearsal.Requests((0, 120, 2), (0, 48, 2)), policy, kvTokens: 128);
        Assert.Equal((0, 1), (result[0].Preemptions, result[1].Preemptions));
        Assert.Equal(2, result.CountOf(RequestState.Finished));
    }

    [Fact]
    public void Orca_puts_whole_prompts_into_the_step_of_the_decodes()
    {
        var result = Rehearsal.Run(Rehearsal.Requests((0, 100, 50), (0.001, 9000, 2), (0.001, 8000, 2), (0.001, 300, 2)), ServingPolicies.Find("orca"));
        var prompts = result.Steps.Where(step => step.PrefillRequests > 0).Select(step => (step.Decodes, step.PrefillTokens));
        Assert.Equal([(0, 100), (1, 9000), (2, 8300)], prompts);
    }

    [Fact]
    public void A_fixed_batch_takes_nobody_in_before_its_last_request_is_done()
    {
        var result = Rehearsal.Run(Rehearsal.Requests((0, 100, 50), (0, 200, 5), (0.001, 300, 2), (0.002, 400, 2)), ServingPolicies.Find("faster-transformer"));
        Assert.Equal([(0, 300), (0, 700)], result.Steps.Where(step => step.PrefillRequests > 0).Select(step => (step.Decodes, step.PrefillTokens)));
        Assert.True(result[2].Scheduled >= result[0].LastToken);
    }
}
