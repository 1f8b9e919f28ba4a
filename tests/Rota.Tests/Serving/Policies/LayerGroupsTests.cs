using CsCheck;
using Rota.Randomness;
using Rota.Serving.Engine;
using Rota.Serving.Policies;
using Xunit;

namespace Rota.Tests.Serving.Policies;

public sealed class LayerGroupsTests
{
    [Theory]
    [InlineData(16, 1, 1, 2, 4, 8, 16)]
    [InlineData(24, 1, 1, 2, 4, 8, 24)]
    [InlineData(12, 1, 1, 2, 4, 6, 12)]
    [InlineData(4, 1, 1, 2, 4, 4, 4)]
    [InlineData(1, 1, 1, 1, 1, 1, 1)]
    public void The_table_of_the_papers_code_gives_groups_by_tokens_of_the_batch(int maximum, params int[] groups)
    {
        var table = new TableGrouping(maximum);
        Assert.Equal(groups, new[] { 1, 512, 1024, 2048, 4096, 8192 }.Select(table.Of));
        Assert.Equal(groups[1..], new[] { 500, 513, 1025, 2049, 4097 }.Select(table.Of));
    }

    [Theory]
    [InlineData(48, 16, 3, 48)]
    [InlineData(48, 24, 2, 48)]
    [InlineData(94, 16, 6, 84)]
    [InlineData(24, 24, 1, 24)]
    [InlineData(5, 2, 3, 3)]
    public void The_first_groups_take_the_layers_that_are_left_over(int layers, int groups, int first, int behindTheLarge)
    {
        Assert.Equal((0, first), LayerGroups.Range(layers, groups, 0));
        var sizes = Enumerable.Range(0, groups).Select(g => LayerGroups.Range(layers, groups, g)).Select(r => r.To - r.From).ToArray();
        Assert.Equal(sizes.OrderDescending(), sizes);
        Assert.Equal(behindTheLarge, sizes.Where(size => size == first).Sum());
        Assert.True(first - sizes[^1] <= 1);
    }

    [Fact]
    public void Groups_cover_every_layer_once()
    {
        Gen.Int[1, 130].SelectMany(layers => Gen.Int[1, layers].Select(groups => (layers, groups))).Sample((layers, groups) =>
        {
            var end = 0;
            for (var group = 0; group < groups; group++)
            {
                var (from, to) = LayerGroups.Range(layers, groups, group);
                if (from != end || to - from < layers / groups || to - from > (layers + groups - 1) / groups) return false;
                end = to;
            }
            return end == layers;
        });
    }

    [Fact]
    public void The_papers_rule_takes_a_group_for_every_512_tokens_of_the_longest_prompt()
    {
        var rule = new PaperGrouping().Create(Context());
        Assert.Equal([1, 1, 2, 16, 17], new[] { 1, 512, 513, 8192, 8193 }.Select(n => rule.Groups(null!, new LayerBatch().With(n, 0))));
        Assert.Equal(1, rule.Groups(null!, new LayerBatch().With(512, 0).With(400, 0)));
    }

    [Fact]
    public void Impossible_groups_are_refused()
    {
        Assert.Contains("0 layer groups at most", Refused(new TableGrouping(0)), StringComparison.Ordinal);
        Assert.Contains("expected at least 1", Refused(new PaperGrouping(0)), StringComparison.Ordinal);
        Assert.Contains("expected more than 0", Refused(new AdaptiveGrouping(0)), StringComparison.Ordinal);
        Assert.Contains("expected more than 0", Refused(new AdaptiveGrouping(double.NaN)), StringComparison.Ordinal);
        Assert.Contains("slice of 0 s", Refused(new SliceGrouping(0)), StringComparison.Ordinal);
        Assert.Contains("admission budget of 0 tokens", Refused(new TableGrouping(), 0), StringComparison.Ordinal);
        Assert.Contains("has 48 layers; expected 1 to 48", Assert.Throws<RotaException>(() => new TableGrouping(49).Create(Context())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choices_that_do_not_fit_together_are_refused_with_a_reason()
    {
        Assert.Contains("cuts the model", Reason(new("x") { Batching = new LayeredBatching() }), StringComparison.Ordinal);
        Assert.Contains("cuts prompts into tokens", Reason(new("x") { Prefill = new LayerGroups() }), StringComparison.Ordinal);
        Assert.Contains("token chunks", Reason(new("x") { Batching = new StallFreeBatching(), Prefill = new WholePrompts() }), StringComparison.Ordinal);
        Assert.Contains("chunk of 0", Reason(new("x") { Batching = new StallFreeBatching(), Prefill = new TokenChunks { Budget = 0 } }), StringComparison.Ordinal);
        Assert.Contains("watermark of 1", Reason(new("x") { Batching = new StallFreeBatching { Watermark = 1 } }), StringComparison.Ordinal);
        Assert.Contains("whole prompts", Reason(new("x") { Batching = new FixedBatching() }), StringComparison.Ordinal);
        Assert.Contains("cuts the model", Reason(new("x") { Batching = new LayerStreamBatching() }), StringComparison.Ordinal);
        Assert.Contains("target of 0 s", Reason(new("x") { Batching = new LayerStreamBatching(), Prefill = new LayerStream { TargetSeconds = 0 } }), StringComparison.Ordinal);
        Assert.Contains("slice of at least -1 s", Reason(new("x") { Batching = new LayerStreamBatching(), Prefill = new LayerStream { LeastSliceSeconds = -1 } }), StringComparison.Ordinal);
    }

    private static PolicyContext Context() => new(new() { KvBlocks = 100 }, Rehearsal.Qwen, new RandomStream(1));

    private static string Refused(LayerGrouping grouping, int budget = 8192) =>
        Reason(new("x") { Batching = new LayeredBatching(), Prefill = new LayerGroups { Grouping = grouping, AdmissionBudget = budget } });

    private static string Reason(ServingPolicy policy) => Assert.Throws<RotaException>(policy.Validated).Message;
}
