using CsCheck;
using Rota.Serving.Policies.PastFuture;
using Xunit;

namespace Rota.Tests.Serving.Policies.PastFuture;

public sealed class FuturePeakTests
{
    private static readonly Gen<GrowingRequest> AnyRequest = Gen.Select(Gen.Int[0, 50], Gen.Int[0, 30], (used, remaining) => new GrowingRequest(used, remaining));

    private static readonly Gen<GrowingRequest[]> Batches = AnyRequest.Array[0, 12];

    [Fact]
    public void The_peak_is_the_largest_of_the_moments_at_which_somebody_finishes()
    {
        Assert.Equal(26, FuturePeak.Of([new(10, 5), new(4, 8), new(6, 2)]));
        Assert.Equal(10, FuturePeak.Of([new(7, 3)]));
        Assert.Equal(18, FuturePeak.Of([new(5, 4), new(5, 4)]));
        Assert.Equal(0, FuturePeak.Of([]));
    }

    [Fact]
    public void Equal_remainders_add_up_and_no_remainder_is_the_use_now() => Gen.Select(Gen.Int[0, 50].Array[1, 12], Gen.Int[0, 40]).Sample((used, remaining) =>
        Assert.Equal(used.Sum() + (used.Length * remaining), FuturePeak.Of([.. used.Select(u => new GrowingRequest(u, remaining))])));

    [Fact]
    public void A_further_request_or_a_longer_or_larger_one_never_lowers_the_peak() =>
        Gen.Select(Batches.Where(b => b.Length > 0), AnyRequest, Gen.Int[0, 11], Gen.Int[0, 9], Gen.Int[0, 9]).Sample((batch, further, at, longer, larger) =>
        {
            var before = FuturePeak.Of(batch);
            Assert.True(FuturePeak.Of([.. batch, further]) >= before);
            var changed = batch.ToArray();
            ref var one = ref changed[at % batch.Length];
            one = new(one.Used + larger, one.Remaining + longer);
            Assert.True(FuturePeak.Of(changed) >= before);
        });

    /// <summary>Use is counted with each request that finishes still there.</summary>
    [Fact]
    public void The_peak_is_what_a_batch_left_alone_reaches() => Batches.Sample(batch =>
    {
        long highest = 0;
        for (var step = 0; step <= 30; step++)
            highest = Math.Max(highest, batch.Where(r => r.Remaining >= step).Sum(r => r.Used + step));
        Assert.Equal(highest, FuturePeak.Of(batch));
    });

    [Fact]
    public void What_one_more_would_bring_is_what_it_brings_however_the_batch_was_built() =>
        Gen.Select(Batches, Batches, AnyRequest).Sample((first, then, asked) =>
        {
            var peak = new FuturePeak();
            foreach (var request in first) peak.Add(request);
            Assert.Equal(FuturePeak.Of(first), peak.Peak);
            foreach (var request in then)
            {
                Assert.Equal(FuturePeak.Of([.. first, request]), peak.PeakWith(request));
                peak.Add(request);
                first = [.. first, request];
            }
            Assert.Equal(FuturePeak.Of([.. first, asked]), peak.PeakWith(asked));
            Assert.Equal(FuturePeak.Of(first), peak.Peak);
            peak.Clear();
            peak.Add(asked);
            Assert.Equal(asked.Used + asked.Remaining, peak.Peak);
        });

    [Fact]
    public void A_prompt_in_pieces_takes_a_step_and_the_wait_before_it_for_each() =>
        Assert.Equal([100, 103, 106, 102], new[] { FuturePeak.StepsWithChunks(100, 0, 512, 2), FuturePeak.StepsWithChunks(100, 512, 512, 2), FuturePeak.StepsWithChunks(100, 513, 512, 2), FuturePeak.StepsWithChunks(100, 1000, 512, 0) });
}
