using CsCheck;
using Rota.Serving;
using Rota.Serving.Generators;
using Xunit;

namespace Rota.Tests.Serving.Generators;

public sealed class TraceArrivalsTests
{
    private static readonly ServingTrace Lengths = UniformRequests.Create(UniformRequests.Balanced with { Requests = 20_000 });

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(2)]
    public void Gaps_have_the_rate_and_the_variation_that_was_asked_for(double variation)
    {
        var trace = Lengths.WithArrivals(new(5, variation), seed: 7);
        Assert.True(trace.HasArrivals);
        var gaps = trace.Requests.Zip(trace.Requests.Skip(1), (a, b) => b.ArrivalSeconds - a.ArrivalSeconds).ToArray();
        Assert.All(gaps, gap => Assert.True(gap >= 0));
        Assert.Equal(0, trace.Requests[0].ArrivalSeconds);
        var mean = gaps.Average();
        Assert.InRange(mean, 0.2 * 0.95, 0.2 * 1.05);
        Assert.InRange(Math.Sqrt(gaps.Average(g => (g - mean) * (g - mean))) / mean, (variation * 0.95) - 1e-6, (variation * 1.05) + 1e-6);
        Assert.Equal(Lengths.Requests.Select(r => r.Prompt), trace.Requests.Select(r => r.Prompt));
    }

    [Fact]
    public void A_rate_factor_divides_arrival_times_and_says_so()
    {
        var trace = Lengths.WithArrivals(ArrivalProcess.Constant(2));
        var faster = trace.ScaleRate(4);
        Assert.Equal(trace.SpanSeconds / 4, faster.SpanSeconds, 9);
        Assert.Contains("rate times 4: arrival times were divided by it", faster.Notes);
        Assert.Equal("past-future-d2-seed1: has no arrivals, expected a trace that has; give it some first", Fault(() => Lengths.ScaleRate(2)));
        Assert.Equal("rate factor 0, expected more than 0, at most 1E+09", Fault(() => trace.ScaleRate(0)));
        Assert.Equal("rate factor NaN, expected more than 0, at most 1E+09", Fault(() => trace.ScaleRate(double.NaN)));
        Assert.Equal("past-future-d2-seed1: divided by 1E-05 arrivals span more than the 60 days a run takes", Fault(() => trace.ScaleRate(1e-5)));
    }

    [Fact]
    public void Programs_arrive_as_a_whole()
    {
        var trace = PaperPrograms.Create(new() { Programs = 300 }).ProgramsAt(2, seed: 9);
        foreach (var program in trace.Requests.GroupBy(r => r.Program)) Assert.Single(program.Select(r => r.ArrivalSeconds).Distinct());
        Assert.InRange(299 / trace.SpanSeconds, 1.6, 2.4);
        Assert.Equal(300, Workload.Of(trace).Programs);
        Assert.Equal("rate 0, expected more than 0 a second, at most 1E+09", Fault(() => trace.ProgramsAt(0)));
        Assert.StartsWith("300 arrivals at 1E-06 a second take", Fault(() => trace.ProgramsAt(1e-6)));
    }

    [Fact]
    public void Repeated_programs_are_all_there_in_another_order_and_share_nothing() => Gen.Select(Gen.Int[1, 5], Gen.ULong).Sample((times, seed) =>
    {
        var trace = PaperPrograms.Create(new() { Programs = 20 });
        var again = trace.Repeat(times, seed);
        Assert.False(again.HasArrivals);
        Assert.Equal(20 * times, again.Requests.Select(r => r.Program).Distinct().Count());
        Assert.Equal(trace.Requests.Length * times, again.Requests.Length);
        Assert.Equal(
            trace.Requests.GroupBy(r => r.Prompt).OrderBy(g => g.Key).Select(g => (g.Key, g.Count() * times)),
            again.Requests.GroupBy(r => r.Prompt).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())));
        Assert.Equal(20 * times, Workload.Of(again.ProgramsAt(1)).Programs);
    }, iter: 20);

    [Fact]
    public void Slices_are_disjoint_cover_the_trace_and_keep_programs_whole() => Gen.Select(Gen.Double[0.05, 0.95], Gen.ULong).Sample((fraction, seed) =>
    {
        var trace = PaperPrograms.Create(new() { Programs = 60, Seed = seed });
        var (train, heldBack) = trace.Split(fraction);
        Assert.Equal(trace.Requests.Length, train.Requests.Length + heldBack.Requests.Length);
        Assert.Empty(train.Requests.Select(r => r.Program).Intersect(heldBack.Requests.Select(r => r.Program)));
        Assert.Equal((0, 0), (train.Requests[0].ArrivalSeconds, heldBack.Requests[0].ArrivalSeconds));
        Assert.True(train.SpanSeconds <= (fraction * trace.SpanSeconds) + 1e-6);
    }, iter: 50);

    [Fact]
    public void Lengths_without_arrivals_are_sliced_by_place()
    {
        Assert.Equal(Lengths.Requests.Skip(5000).Take(5000), Lengths.Slice(0.25, 0.5).Requests);
        Assert.Equal(Lengths.Requests.Take(3), Lengths.Take(3).Requests);
        Assert.Equal("slice from 0.5 to 0.5, expected 0 <= from < to <= 1", Fault(() => Lengths.Slice(0.5, 0.5)));
        Assert.Equal("split at 1, expected more than 0 and less than 1", Fault(() => Lengths.Split(1)));
        Assert.Equal("take 0, expected at least 1 request or program", Fault(() => Lengths.Take(0)));
        Assert.Equal("repeat 1000 times 20000 requests, expected at least once and at most 10000000 requests", Fault(() => Lengths.Repeat(1000)));
    }

    private static string Fault(Func<ServingTrace> act) => Assert.Throws<RotaException>(act).Message;

    private static string Fault(Func<(ServingTrace, ServingTrace)> act) => Assert.Throws<RotaException>(() => act().Item1).Message;
}
