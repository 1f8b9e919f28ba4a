using CsCheck;
using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public class ExpertCoverageTests
{
    private static double Decodes(ExpertCoverage coverage, int tokens) => coverage.Share(coverage.DecodeSamples(tokens));
    private static double Prompt(ExpertCoverage coverage, int tokens) => coverage.Share(coverage.PrefillSamples(tokens));

    // layered-prefill 3.3: decodes and prompts of Qwen3-30B-A3B as published, and what uniform routing would say.
    [Fact]
    public void The_measured_law_gives_the_published_shares()
    {
        var measured = ExpertCoverage.Measured(128, 8);
        Assert.Equal(0.55, Decodes(measured, 32), 0.01);
        Assert.Equal(0.86, Decodes(measured, 128), 0.01);
        Assert.True(Decodes(measured, 16) < 0.5 && Decodes(measured, 64) < 0.72);
        foreach (var (tokens, share) in ((int, double)[])[(512, 0.82), (1024, 0.87), (2048, 0.93), (4096, 0.95), (8192, 1.00)])
            Assert.Equal(share, Prompt(measured, tokens), 0.025);
        Assert.Equal(0.87, Decodes(ExpertCoverage.Uniform(128, 8), 32), 0.01);
        Assert.Equal(1.00, Decodes(ExpertCoverage.Uniform(128, 8), 128), 0.01);
    }

    [Fact]
    public void One_token_touches_its_experts_and_no_more()
    {
        foreach (var mode in (string[])["balanced", "uniform", "measured", "zipf(0)", "zipf(0.5)", "zipf(1.2)", "zipf(3)"])
        {
            var coverage = ExpertCoverage.Parse(mode, 64, 8);
            Assert.Equal(8.0 / 64, Decodes(coverage, 1), 1e-9);
            Assert.Equal(0, Decodes(coverage, 0), 1e-12);
        }
    }

    [Fact]
    public void Balanced_routing_bounds_the_others_from_above_and_skew_lowers_it()
    {
        var modes = new[] { "balanced", "uniform", "zipf(0.5)", "zipf(1)", "zipf(2)" }.Select(m => ExpertCoverage.Parse(m, 64, 8)).ToArray();
        Gen.Int[1, 2000].Sample(tokens =>
        {
            for (var i = 1; i < modes.Length; i++) Assert.True(Decodes(modes[i], tokens) <= Decodes(modes[i - 1], tokens) + 1e-9);
            foreach (var mode in modes) Assert.True(Decodes(mode, tokens + 1) >= Decodes(mode, tokens) - 1e-12 && Decodes(mode, tokens) <= 1);
        }, iter: 500);
    }

    [Fact]
    public void Without_skew_Zipf_is_uniform()
    {
        var (zipf, uniform) = (ExpertCoverage.Zipf(128, 8, 0), ExpertCoverage.Uniform(128, 8));
        foreach (var tokens in (int[])[1, 7, 32, 100, 513]) Assert.Equal(Decodes(uniform, tokens), Decodes(zipf, tokens), 5e-5);
    }

    [Fact]
    public void A_table_is_met_at_its_points_and_between()
    {
        var table = ExpertCoverage.Table(128, 8, [(1, 0.0625), (32, 0.55), (128, 0.86)], [(512, 0.82), (8192, 1)]);
        Assert.Equal(0.55, Decodes(table, 32), 1e-9);
        Assert.Equal((0.55 + 0.86) / 2, Decodes(table, 80), 1e-9);
        Assert.Equal(0.86, Decodes(table, 1000), 1e-9);
        Assert.Equal(0.82, Prompt(table, 512), 1e-9);
        Assert.Equal(1, Prompt(table, 9000), 1e-6);
    }

    [Fact]
    public void Tables_and_modes_that_cannot_be_are_refused()
    {
        Assert.Contains("expected 0.0625", Fault(() => ExpertCoverage.Table(128, 8, [(1, 0.01)], [])));
        Assert.Contains("less than 0.55 at 32", Fault(() => ExpertCoverage.Table(128, 8, [(32, 0.55), (64, 0.5)], [])));
        Assert.Contains("to 1", Fault(() => ExpertCoverage.Table(128, 8, [], [(32, 1.1)])));
        Assert.Contains("increasing", Fault(() => ExpertCoverage.Table(128, 8, [(32, 0.55), (32, 0.6)], [])));
        Assert.EndsWith("did you mean 'measured'?", Fault(() => ExpertCoverage.Parse("mesured", 128, 8)));
        Assert.Contains("zipf(s)", Fault(() => ExpertCoverage.Parse("zipf(9)", 128, 8)));
    }

    private static string Fault(Action action) => Assert.Throws<RotaException>(action).Message;
}
