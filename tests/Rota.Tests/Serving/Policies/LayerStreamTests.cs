using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Rota.Serving.Results;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class LayerStreamTests
{
    [Fact]
    public void While_nobody_decodes_a_prompt_passes_all_layers_in_one_step()
    {
        var result = Run(0.02, (0, 8000, 3));
        Assert.Equal([(8000, 0, 48)], Prompts(result));
    }

    [Fact]
    public void Beside_decodes_a_step_takes_as_many_layers_as_the_target_leaves_room_for()
    {
        var result = Run(0.02, (0, 100, 200), (0.1, 8000, 2));
        var passes = result.Steps.Where(step => step.PrefillRequests > 0 && step.Decodes > 0).ToArray();
        Assert.True(passes.Length > 3);
        Assert.All(passes, step => Assert.InRange(Seconds(step), 0, 0.02));
        // One layer more would not have fitted: all but the last step come close.
        Assert.All(passes[..^1], step => Assert.InRange(Seconds(step) + (Seconds(step) / (step.LayerTo - step.LayerFrom)), 0.02, 1));
        Assert.Equal(48, passes.Sum(step => step.LayerTo - step.LayerFrom));
    }

    [Fact]
    public void A_step_that_brings_a_batch_to_its_end_begins_the_next()
    {
        var result = Run(0.02, (0, 100, 200), (0.1, 8000, 2), (0.13, 20, 2));
        // In layers behind the first stands the batch that ends; tokens are counted in the first layer, where the next one begins.
        var both = Assert.Single(result.Steps, step => step.LayerFrom > 0 && step.PrefillTokens > 0);
        Assert.Equal((48, 20, 2), (both.LayerTo, both.PrefillTokens, both.PrefillRequests));
        Assert.InRange(Seconds(both), 0, 0.02);
    }

    [Theory]
    [InlineData(0.0155)]
    [InlineData(0.0165)]
    [InlineData(0.0175)]
    [InlineData(0.0185)]
    public void A_batch_of_which_no_layer_fits_begins_in_the_next_step(double target)
    {
        var policy = Policy(target) with { Prefill = new LayerStream { TargetSeconds = target, LeastSliceSeconds = 0, AdmissionBudget = 50_000 } };
        var result = Rehearsal.Run(Rehearsal.Requests((0, 100, 400), (0.1, 4000, 2), (0.13, 20_000, 2)), policy);
        Assert.All(result.Steps.Where(step => step.Decodes > 0), step => Assert.InRange(Seconds(step) / step.Steps, 0, target));
        Assert.Single(result.Steps, step => step.PrefillTokens == 20_000);
    }

    [Fact]
    public void Long_prompts_are_cut_into_equal_pieces_and_never_to_fill_a_batch()
    {
        var result = Run(1, (0, 12_000, 2), (0.001, 5000, 2), (0.001, 4000, 2));
        // 6000 and 5000 are more than 10240 together, and nobody overtakes the 5000.
        Assert.Equal([6000, 6000, 9000], result.Steps.Where(step => step.PrefillTokens > 0).Select(step => step.PrefillTokens));
        var cut = Rehearsal.Run(
            Rehearsal.Requests((0, 12_000, 2)), new("x") { Prefill = new LayerStream { AdmissionBudget = 8192, EvenPieces = false }, Batching = new LayerStreamBatching() });
        Assert.Equal([8192, 3808], cut.Steps.Where(step => step.PrefillTokens > 0).Select(step => step.PrefillTokens));
    }

    [Fact]
    public void Prompts_go_on_by_a_slice_when_decoding_takes_the_target_up()
    {
        var workload = Rehearsal.Requests((0, 100, 100), (0.1, 8000, 2));
        int Steps(double slice) => Rehearsal.Run(workload, Policy(0.001) with { Prefill = new LayerStream { TargetSeconds = 0.001, LeastSliceSeconds = slice } })
            .Steps.Count(step => step.PrefillRequests > 0);
        // 48 steps of one layer each, and the first prompt's own; with a slice fewer.
        Assert.Equal(49, Steps(0));
        Assert.InRange(Steps(0.01), 5, 25);
    }

    private static RunResult Run(double target, params (double, int, int)[] requests) => Rehearsal.Run(Rehearsal.Requests(requests), Policy(target));

    private static ServingPolicy Policy(double target) => new("x") { Prefill = new LayerStream { TargetSeconds = target, LeastSliceSeconds = 0 }, Batching = new LayerStreamBatching() };

    private static IEnumerable<(int, int, int)> Prompts(RunResult result) =>
        result.Steps.Where(step => step.PrefillRequests > 0).Select(step => (step.PrefillTokens, step.LayerFrom, step.LayerTo));

    private static double Seconds(StepRecord step) => SimTime.ToSeconds(step.End - step.Start);
}
