using Rota.Serving;
using Rota.Serving.Formats;
using Rota.Serving.Generators;
using Rota.Statistics;
using Xunit;

namespace Rota.Tests.Serving.Generators;

public sealed class ServingGeneratorsTests
{
    public static TheoryData<string> Names { get; } = [.. ServingGenerators.All.Select(generator => generator.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_generator_makes_a_trace_that_runs_the_same_for_the_same_seed(string name)
    {
        var trace = ServingGenerators.Create(name);
        Assert.True(Workload.Of(trace).Count >= 100);
        var generator = ServingGenerators.All.Single(one => one.Name == name);
        // The defaults that are shown are those that are used.
        Assert.Equal(trace.Requests, ServingGenerators.Create(generator.Usage).Requests);
        Assert.NotEqual(trace.Requests, ServingGenerators.Create(name + ":seed=2").Requests);
        Assert.Equal(trace.HasArrivals, !name.StartsWith("past-future", StringComparison.Ordinal));
    }

    [Fact]
    public void Values_behind_the_name_are_taken()
    {
        var trace = ServingGenerators.Create("Synthetic-Mix: rate=12, Requests=500 ,long=0.5,seed=9");
        Assert.Equal(SyntheticMix.Create(new() { Rate = 12, Requests = 500, LongShare = 0.5, Seed = 9 }).Requests, trace.Requests);
        Assert.Equal("synthetic-mix-seed9", trace.Name);
        Assert.True(ServingGenerators.Knows("continuum-w4:slow=0.3"));
        Assert.False(ServingGenerators.Knows("traces/continuum-w4.csv"));
    }

    [Theory]
    [InlineData("sinthetic-mix", "unknown generator 'sinthetic-mix', expected one of synthetic-mix, requests, continuum-w1, continuum-w3, continuum-w4, past-future-d1, past-future-d2, past-future-d3, conversations, arxiv, laps-a; did you mean 'synthetic-mix'?")]
    [InlineData("synthetic-mix:rat=6", "synthetic-mix: unknown parameter 'rat', expected one of requests, rate, cv, long, longest, seed; did you mean 'rate'?")]
    [InlineData("synthetic-mix:rate", "synthetic-mix: 'rate', expected name=value, such as requests=2000")]
    [InlineData("synthetic-mix:rate=fast", "synthetic-mix: rate 'fast', expected a number")]
    [InlineData("synthetic-mix:rate=NaN", "synthetic-mix: rate 'NaN', expected a number")]
    [InlineData("synthetic-mix:requests=1.5", "synthetic-mix: requests '1.5', expected a whole number")]
    [InlineData("synthetic-mix:seed=-1", "synthetic-mix: seed '-1', expected a whole number of at least 0")]
    [InlineData("synthetic-mix:rate=6,rate=7", "synthetic-mix: 'rate' comes twice")]
    [InlineData("synthetic-mix:rate=-6,long=2", "synthetic mix: rate -6, expected more than 0, at most 1000000000; share of long prompts 2, expected 0 to 1")]
    [InlineData("requests:prompt=0", "lognormal lengths: median 0, expected 1 to 4000000")]
    [InlineData("requests:rate=0.0000001", "1000 arrivals at 1E-07 a second take 115625 days, expected at most 60; raise the rate")]
    [InlineData("laps-a:ttft=0", "LAPS workload: TTFT target 0, expected more than 0, at most 5184000")]
    [InlineData("conversations:longest=10", "conversations: longest conversation 10, expected 3000 to 4000000")]
    [InlineData("past-future-d1:requests=0", "uniform requests: requests 0, expected 1 to 10000000")]
    [InlineData("continuum-w3:tool=-1", "programs with short contexts: tool seconds -1, expected 0 to 86400")]
    public void A_name_that_is_wrong_is_refused(string spec, string message)
    {
        var read = Assert.Throws<RotaException>(() => ServingGenerators.Create(spec)).Message;
        // How many days a thousand arrivals would take is up to chance.
        Assert.Equal(message.Split(" take ")[0], read.Split(" take ")[0]);
    }

    [Fact]
    public void The_synthetic_mix_has_the_statistics_of_the_traces_it_stands_for()
    {
        var trace = SyntheticMix.Create(new() { Requests = 100_000, Seed = 4 });
        var (chats, longs) = (trace.Requests.Where(r => r.Class == "chat").ToArray(), trace.Requests.Where(r => r.Class == "long").ToArray());
        AssertClose(0.08, longs.Length / 100_000.0, 0.04);
        AssertClose(6, 100_000 / trace.SpanSeconds, 0.02);
        AssertClose(1155, chats.Average(r => r.Prompt), 0.03);
        AssertClose(211, chats.Average(r => r.Output), 0.03);
        AssertClose(12_035, longs.Average(r => r.Prompt), 0.06);
        AssertClose(343, longs.Average(r => r.Output), 0.04);
        AssertQuantiles(chats.Select(r => r.Prompt), 1020, 2735, 4142);
        AssertQuantiles(chats.Select(r => r.Output), 129, 424, 601);
        AssertQuantiles(longs.Select(r => r.Prompt), 6909, 27_367, 85_400);
        AssertQuantiles(longs.Select(r => r.Output), 350, 597, 1119);
        Assert.Equal(4000, SyntheticMix.Create(new() { LongestPrompt = 4000 }).Requests.Max(r => r.Prompt));
    }

    [Fact]
    public void The_mean_of_a_curve_is_that_of_its_draws()
    {
        Assert.Equal(1155, SyntheticMix.ChatPrompts.Mean, 1155 * 0.01);
        Assert.Equal(211, SyntheticMix.ChatOutputs.Mean, 211 * 0.01);
        Assert.Equal(12_035, SyntheticMix.LongPrompts.Mean, 12_035 * 0.03);
        Assert.Equal(343, SyntheticMix.LongOutputs.Mean, 343 * 0.01);
        Assert.Equal(7, LengthCurve.Fixed(7).Mean);
        Assert.Equal("a curve of lengths goes from quantile 0 to quantile 1", Assert.Throws<RotaException>(() => LengthCurve.Through((0, 1), (0.5, 2))).Message);
        Assert.Equal("quantile 0.5 stands behind 0.5, expected rising quantiles and lengths", Assert.Throws<RotaException>(() => LengthCurve.Through((0, 1), (0.5, 2), (0.5, 3), (1, 4))).Message);
        Assert.Equal("length 0 at quantile 0, expected 1 to 4000000 tokens", Assert.Throws<RotaException>(() => LengthCurve.Through((0, 0), (1, 4))).Message);
    }

    [Fact]
    public void Conversations_have_the_turns_and_lengths_of_ShareGPT()
    {
        var trace = Conversations.Create(new() { Conversations = 5000, MaxTokens = 1_000_000 });
        var all = trace.Requests.GroupBy(r => r.Program).Select(g => g.ToArray()).ToArray();
        AssertClose(5.5, all.Average(c => c.Length), 0.03);
        Assert.Equal(2, all.Min(c => c.Length));
        // The cap of 1500 tokens takes some from the means of 161 and 338 before it.
        AssertClose(161, all.Average(c => c[0].Prompt), 0.1);
        AssertClose(338, trace.Requests.Average(r => r.Output), 0.1);
        AssertClose(20, trace.Requests.Average(r => r.PauseSeconds), 0.03);
        AssertClose(0.15, 5000 / trace.SpanSeconds, 0.05);
        Assert.All(all, c => Assert.All(c.Zip(c.Skip(1)), pair => Assert.True(pair.Second.Prompt > pair.First.Prompt + pair.First.Output)));
        Assert.All(Conversations.Create(new()).Requests, r => Assert.True(r.Prompt + r.Output <= 38_000));
    }

    [Fact]
    public void The_stand_in_for_arXiv_has_its_medians()
    {
        var trace = RandomRequests.Create(ArxivStandIn.Options with { Requests = 20_000 });
        AssertClose(8600, Quantiles.Exact([.. trace.Requests.Select(r => (double)r.Prompt)], 0.5), 0.02);
        AssertClose(208, Quantiles.Exact([.. trace.Requests.Select(r => (double)r.Output)], 0.5), 0.02);
        // Sarathi-Serve's p90 is 12985 / 7059 of its median.
        AssertClose(371, Quantiles.Exact([.. trace.Requests.Select(r => (double)r.Output)], 0.9), 0.04);
        Assert.All(trace.Requests, r => Assert.InRange(r.Prompt, 200, 16_000));
        Assert.All(trace.Requests, r => Assert.InRange(r.Output, 16, 1024));
    }

    [Fact]
    public void The_LAPS_workload_makes_its_share_of_prompts_long()
    {
        var lengths = new ServingTrace("lengths", [new TraceRequest { Prompt = 100, Output = 1 }, new TraceRequest { Prompt = 2000, Output = 1 }]) { HasArrivals = false };
        var trace = LapsWorkload.Create(new() { Requests = 20_000, Rate = 80 }, lengths);
        AssertClose(0.15, trace.Requests.Count(r => r.Class == "long") / 20_000.0, 0.06);
        Assert.Equal([1312, 8000], trace.Requests.Where(r => r.Class == "long").Select(r => r.Prompt).Distinct().Order());
        Assert.Equal([100, 2000], trace.Requests.Where(r => r.Class == "short").Select(r => r.Prompt).Distinct().Order());
        Assert.All(trace.Requests, r => Assert.Equal((1, 0.4), (r.Output, r.TtftTarget!.Value)));
        AssertQuantiles(LapsWorkload.Create(new() { Requests = 20_000, LongShare = 0 }).Requests.Select(r => r.Prompt), 13, 98, 1147);
    }

    [Fact]
    public void The_measured_Qwen_slice_is_drawn_anew_at_any_rate()
    {
        if (SharedData.Find("llm-prefill/qwen_traceA_slice_a800_measured.csv") is not { } path) { Assert.Skip("shared data absent"); return; }
        var slice = ServingTraces.Read(path);
        var trace = slice.Bootstrap(2000, seed: 3).WithArrivals(ArrivalProcess.Gamma(5.49, 1.5), seed: 3);
        Assert.Equal(2000, Workload.Of(trace).Count);
        Assert.True(trace.HasArrivals);
        var rows = slice.Requests.Select(r => (r.Prompt, r.Output, r.Class, r.TtftTarget)).ToHashSet();
        Assert.All(trace.Requests, r => Assert.Contains((r.Prompt, r.Output, r.Class, r.TtftTarget), rows));
        AssertClose(slice.Requests.Average(r => r.Prompt), trace.Requests.Average(r => r.Prompt), 0.1);
    }

    private static void AssertQuantiles(IEnumerable<int> lengths, double p50, double p90, double p99)
    {
        var q = Quantiles.Exact([.. lengths.Select(length => (double)length)], [0.5, 0.9, 0.99]);
        AssertClose(p50, q[0], 0.06);
        AssertClose(p90, q[1], 0.06);
        AssertClose(p99, q[2], 0.12);
    }

    private static void AssertClose(double expected, double actual, double share) => Assert.InRange(actual, expected * (1 - share), expected * (1 + share));
}
