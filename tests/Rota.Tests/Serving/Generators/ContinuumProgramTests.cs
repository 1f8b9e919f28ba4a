using Rota.Serving.Generators;
using Rota.Statistics;
using Xunit;

namespace Rota.Tests.Serving.Generators;

public sealed class ContinuumProgramTests
{
    [Fact]
    public void Paper_programs_have_the_turns_contexts_and_tool_times_of_the_paper()
    {
        var trace = PaperPrograms.Create(new() { Programs = 4000, Seed = 3 });
        var programs = trace.Requests.GroupBy(r => r.Program).Select(g => g.ToArray()).ToArray();
        Assert.Equal(4000, programs.Length);
        AssertClose(10.9, programs.Average(p => p.Length), 0.01);
        AssertClose(2.1, Deviation(programs.Select(p => (double)p.Length)), 0.05);
        AssertClose(70_126, programs.Average(p => p[^1].Prompt), 0.015);
        AssertClose(19_732, Deviation(programs.Select(p => (double)p[^1].Prompt)), 0.05);
        AssertClose(0.1, programs.Average(p => (double)p[0].Prompt / p[^1].Prompt), 0.02);
        AssertClose(300, trace.Requests.Average(r => r.Output), 0.03);
        var pauses = programs.SelectMany(p => p[..^1].Select(r => r.PauseSeconds)).ToArray();
        // Lognormal with sigma 1.66: the mean of 40,000 draws is itself uncertain by 2 %.
        AssertClose(0.925, pauses.Average(), 0.08);
        AssertClose(Math.Exp(-1.456), Quantiles.Exact(pauses, 0.5), 0.03);
        Assert.Equal(10, trace.Requests.Where(r => r.Tool.Length > 0).Select(r => r.Tool).Distinct().Count());
        AssertClose(0.04, 3999 / programs[^1][0].ArrivalSeconds, 0.05);
        foreach (var program in programs)
        {
            Assert.InRange(program.Length, 3, 25);
            Assert.All(program.Zip(program.Skip(1)), pair => Assert.True(pair.Second.Prompt >= pair.First.Prompt + pair.First.Output));
            Assert.All(program, turn => Assert.InRange(turn.Output, 8, 16_000));
            Assert.Equal((0, ""), (program[^1].PauseSeconds, program[^1].Tool));
        }
    }

    [Fact]
    public void Slow_tools_replace_their_share_of_calls_and_leave_the_rest_alone()
    {
        var plain = PaperPrograms.Create(new() { Seed = 5 });
        var slow = PaperPrograms.Create(new() { Seed = 5, SlowShare = 0.15, Programs = 100 });
        Assert.Equal(plain.Requests.Select(r => (r.Prompt, r.Output, r.ArrivalSeconds)), slow.Requests.Select(r => (r.Prompt, r.Output, r.ArrivalSeconds)));
        var calls = slow.Requests.Where(r => r.Tool.Length > 0).ToArray();
        var tests = calls.Where(r => r.Tool == "pytest").ToArray();
        Assert.InRange((double)tests.Length / calls.Length, 0.11, 0.19);
        Assert.All(tests, r => Assert.InRange(r.PauseSeconds, 30, 300));
        Assert.All(plain.Requests.Zip(slow.Requests).Where(pair => pair.Second.Tool != "pytest"), pair => Assert.Equal(pair.First, pair.Second));
    }

    [Fact]
    public void Programs_with_short_contexts_keep_to_their_ranges()
    {
        var trace = ShortContextPrograms.Create(new() { Programs = 2000 });
        var programs = trace.Requests.GroupBy(r => r.Program).Select(g => g.ToArray()).ToArray();
        AssertClose(16.5, Quantiles.Exact([.. programs.Select(p => (double)p.Length)], 0.5), 0.07);
        AssertClose(3, 1999 / programs[^1][0].ArrivalSeconds, 0.07);
        AssertClose(30, Quantiles.Exact([.. trace.Requests.Select(r => (double)r.Output)], 0.5), 0.05);
        Assert.All(programs, p => Assert.InRange(p.Length, 5, 45));
        Assert.All(programs, p => Assert.InRange(p[0].Prompt, 1500, 3500));
        Assert.Equal(15_500, trace.Requests.Max(r => r.Prompt));
        Assert.All(programs, p => Assert.All(p[..^1], r => Assert.Equal(1, r.PauseSeconds)));
    }

    [Fact]
    public void Uniform_requests_cover_their_ranges_and_have_no_arrivals()
    {
        foreach (var options in new[] { UniformRequests.DecodeHeavy, UniformRequests.Balanced, UniformRequests.PrefillHeavy })
        {
            var trace = UniformRequests.Create(options with { Requests = 20_000 });
            Assert.False(trace.HasArrivals);
            Assert.Equal((options.MinPrompt, options.MaxPrompt), (trace.Requests.Min(r => r.Prompt), trace.Requests.Max(r => r.Prompt)));
            Assert.Equal((options.MinOutput, options.MaxOutput), (trace.Requests.Min(r => r.Output), trace.Requests.Max(r => r.Output)));
            AssertClose((options.MinOutput + options.MaxOutput) / 2.0, trace.Requests.Average(r => r.Output), 0.02);
        }
    }

    [Fact]
    public void Faults_of_options_are_named_together() => Assert.Equal(
        "programs as in Continuum: programs 0, expected 1 to 100000; rate -1, expected more than 0, at most 1000000000; share of slow calls NaN, expected 0 to 1",
        Assert.Throws<RotaException>(() => PaperPrograms.Create(new() { Programs = 0, Rate = -1, SlowShare = double.NaN })).Message);

    private static double Deviation(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        return Math.Sqrt(all.Average(v => (v - mean) * (v - mean)));
    }

    private static void AssertClose(double expected, double actual, double share) => Assert.InRange(actual, expected * (1 - share), expected * (1 + share));
}
