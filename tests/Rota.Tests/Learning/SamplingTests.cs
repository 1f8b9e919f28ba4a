using Rota.Learning;
using Rota.Randomness;
using Xunit;

namespace Rota.Tests.Learning;

public sealed class SamplingTests
{
    [Fact]
    public void A_masked_candidate_is_not_drawn_in_a_million()
    {
        float[] logits = [0, 5, float.NaN, -3];
        logits[2] = 50;
        Sampling.Mask(logits, [true, true, false, true]);
        var random = new RandomStream(1);
        var counts = new int[4];
        for (var i = 0; i < 1_000_000; i++) counts[Sampling.Draw(logits, random)]++;
        Assert.Equal(0, counts[2]);
        float[] probabilities = [.. logits];
        Sampling.LogSoftmax(probabilities);
        for (var i = 0; i < 4; i++) Assert.InRange(counts[i] / 1e6, Math.Exp(probabilities[i]) - 0.002, Math.Exp(probabilities[i]) + 0.002);
    }

    [Fact]
    public void Temperature_flattens_and_zero_is_greedy()
    {
        float[] logits = [0, 2, 1];
        var random = new RandomStream(2);
        Assert.Equal(1, Sampling.Draw(logits, random, 0));
        var hot = Enumerable.Range(0, 20_000).Count(_ => Sampling.Draw(logits, random, 100) == 1);
        Assert.InRange(hot, 6300, 7100);
    }

    [Fact]
    public void The_first_of_an_order_is_distributed_as_a_draw_and_illegal_ones_are_left_out()
    {
        float[] logits = [0, 1, float.NegativeInfinity];
        var random = new RandomStream(3);
        var order = new int[3];
        var first = 0;
        for (var i = 0; i < 50_000; i++)
        {
            Assert.Equal(2, Sampling.Order(logits, order, random));
            if (order[0] == 1) first++;
            Assert.Equal(1, order[0] + order[1]);
        }
        Assert.InRange(first / 50_000.0, (Math.E / (1 + Math.E)) - 0.01, (Math.E / (1 + Math.E)) + 0.01);
    }

    [Fact]
    public void Segments_are_normalised_each_for_itself()
    {
        float[] logits = [1, 1, 3, float.NegativeInfinity];
        Sampling.SegmentLogSoftmax(logits, [0, 2, 4]);
        Assert.Equal(-Math.Log(2), logits[0], 6);
        Assert.Equal(0, logits[2]);
        Assert.Equal(float.NegativeInfinity, logits[3]);
    }

    [Fact]
    public void Entropy_of_equal_chances_is_1_whatever_their_number()
    {
        foreach (var m in new[] { 2, 7, 40 })
        {
            var even = Enumerable.Repeat(-MathF.Log(m), m).ToArray();
            Assert.Equal(1, Sampling.NormalisedEntropy(even), 5);
        }
        Assert.Equal(0, Sampling.NormalisedEntropy([0, float.NegativeInfinity]));
    }

    [Fact]
    public void No_legal_candidate_and_no_number_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Sampling.LogSoftmax([float.NegativeInfinity]));
        Assert.Throws<ArgumentException>(() => Sampling.LogSoftmax([float.NaN, 1]));
    }
}
