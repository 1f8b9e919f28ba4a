using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public class KvCapacityTests
{
    private static readonly ModelShape Llama = ModelShapes.Find("llama-3.1-8b");

    // Two logs whose settings are known, within 2 %; two published counts whose budgets are not, within 10 %.
    [Theory]
    [InlineData("rtx-4090", 0.9, 2048, 41_408, 0.02)]
    [InlineData("a800", 0.8, 8192, 369_008, 0.02)]
    [InlineData("h100", 0.9, null, 458_000, 0.10)]
    [InlineData("h200", 0.9, null, 825_000, 0.10)]
    public void Tokens_are_those_of_real_engines(string gpu, double fraction, int? budget, long tokens, double tolerance)
    {
        var capacity = KvCapacity.Of(Llama, Gpus.Find(gpu), options: new() { MemoryFraction = fraction, TokenBudget = budget });
        Assert.InRange(capacity.Tokens, tokens * (1 - tolerance), tokens * (1 + tolerance));
    }

    [Fact]
    public void Blocks_are_counted_by_hand()
    {
        // 10 GiB x 0.5 - 2 GiB of weights - 1 - 0.5 = 1.5 GiB; a token takes 2 x 1 x 1 x 512 x 2 x 1 = 2 KiB, a block of 16 takes 32 KiB.
        var model = new ModelShape { Name = "m", Layers = 1, Hidden = 1024, Heads = 2, KvHeads = 1, HeadDim = 512, Ffn = 1, Vocab = 1, TiedHead = true };
        model = model with { WeightBytes = 1, Vocab = (int)((2.0 * (1L << 30) - model.AlwaysReadParameters) / 1024) };
        var gpu = Gpus.Find("a100") with { MemoryGiB = 10 };
        var capacity = KvCapacity.Of(model, gpu, options: new() { MemoryFraction = 0.5, ActivationGiB = 1, OtherGiB = 0.5 });
        Assert.Equal(1.5 * (1 << 20) / 32, capacity.Blocks);
        Assert.Equal(capacity.Blocks * 16L, capacity.Tokens);
    }

    [Fact]
    public void Known_blocks_are_taken_as_they_are()
    {
        Assert.Equal(41_408, KvCapacity.OfBlocks(2588).Tokens);
        Assert.Equal(6, KvCapacity.OfTokens(100).Blocks);
        Assert.Throws<RotaException>(() => KvCapacity.OfBlocks(0));
        Assert.Throws<RotaException>(() => KvCapacity.OfTokens(15));
    }

    [Fact]
    public void A_model_that_is_too_large_names_what_would_do()
    {
        var fault = Assert.Throws<RotaException>(() => KvCapacity.Of(ModelShapes.Find("llama-3.1-70b"), Gpus.Find("a100")));
        Assert.StartsWith("llama-3.1-70b does not fit on one a100: 131.4 GiB of weights a GPU leave", fault.Message);
        Assert.Contains("short by 62.0 GiB; tensor parallel 2 fits", fault.Message);
        Assert.True(KvCapacity.Of(ModelShapes.Find("llama-3.1-70b"), Gpus.Find("a100"), new(2)).Blocks > 0);
        Assert.Contains("no tensor parallel degree", Assert.Throws<RotaException>(
            () => KvCapacity.Of(ModelShapes.Find("llama-3.1-70b") with { Heads = 1, KvHeads = 1, HeadDim = 8192 }, Gpus.Find("a10"))).Message);
    }

    [Fact]
    public void Heads_that_do_not_divide_are_refused()
    {
        var fault = Assert.Throws<RotaException>(() => KvCapacity.Of(Llama, Gpus.Find("a100"), new(3)));
        Assert.Equal("tensor parallel 3 does not divide the 32 heads (8 key/value) of llama-3.1-8b; possible: 1, 2, 4, 8, 16, 32", fault.Message);
        Assert.Throws<RotaException>(() => KvCapacity.Of(Llama, Gpus.Find("a100"), new(2, Expert: 2)));
    }

    [Fact]
    public void Experts_over_replicas_take_less_of_each()
    {
        var model = ModelShapes.Find("qwen3-30b-a3b");
        var gpu = Gpus.Find("rtx-pro-6000");
        Assert.True(KvCapacity.Of(model, gpu, new(1, 2, 2)).Tokens > KvCapacity.Of(model, gpu).Tokens);
    }
}
