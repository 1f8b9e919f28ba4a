using Rota.Formats;
using Rota.Serving.Latency;
using Xunit;

namespace Rota.Tests.Serving.Latency;

public sealed class CoverageFilesTests
{
    private static readonly ModelShape Small = new()
    {
        Name = "small",
        Layers = 2,
        Hidden = 64,
        Heads = 4,
        KvHeads = 2,
        HeadDim = 16,
        Ffn = 32,
        Vocab = 100,
        Experts = 8,
        ExpertsPerToken = 2,
    };

    [Fact]
    public void A_table_gives_the_shares_that_were_measured()
    {
        var coverage = CoverageTableFile.Read(Text("tokens,phase,fraction\n1,decode,0.25\n32,decode,0.55\n512,prefill,0.82\n1024,prefill,0.87\n"), Small);
        Assert.Equal(0.55, coverage.Share(coverage.DecodeSamples(32)), 6);
        Assert.Equal(0.845, coverage.Share(coverage.PrefillSamples(768)), 6);
        Assert.Equal(0.87, coverage.Share(coverage.PrefillSamples(5000)), 6);
    }

    [Theory]
    [InlineData("0,decode,0.3", "t.csv:2:1: read '0', expected tokens from 1")]
    [InlineData("1,decod,0.3", "t.csv:2:2: read phase 'decod', expected prefill or decode")]
    [InlineData("1,decode,1.2", "t.csv:2:3: read '1.2'")]
    [InlineData("1,decode,0.1", "t.csv:2:3: read 0.1, expected at least 0.25: a token touches 2 of 8 experts")]
    [InlineData("8,decode,0.5\n4,decode,0.6", "t.csv:3:1: read 4 tokens behind 8, expected more")]
    [InlineData("8,decode,0.5\n16,decode,0.4", "t.csv:3:3: read 0.4 behind 0.5, expected no less")]
    public void A_table_that_is_no_coverage_is_refused_at_its_field(string rows, string message) =>
        Assert.StartsWith(message, Assert.Throws<InputException>(() => CoverageTableFile.Read(Text($"tokens,phase,fraction\n{rows}\n"), Small)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_routers_log_gives_the_mean_over_windows_and_layers()
    {
        // Pairs of neighbours touch 3 and 4 experts in layer 0, 2 and 2 in layer 1: (3 + 4 + 2 + 2) / 4 / 8. All four: 6 and 2.
        var coverage = RouterLogFile.Read(Text("layer,token,experts\n0,0,0 1\n0,1,1 2\n0,2,3 4\n0,3,5 0\n1,0,6;7\n1,1,6;7\n1,2,6;7\n1,3,6;7\n"), Small);
        Assert.Equal(0.25, coverage.Share(coverage.PrefillSamples(1)), 6);
        Assert.Equal(11.0 / 32, coverage.Share(coverage.PrefillSamples(2)), 6);
        Assert.Equal(0.5, coverage.Share(coverage.PrefillSamples(4)), 6);
    }

    [Theory]
    [InlineData("0,0,0", "t.csv:2:3: read 1 experts, expected 2")]
    [InlineData("0,0,0 8", "t.csv:2:3: read expert '8', expected 0 to 7")]
    [InlineData("0,0,3 3", "t.csv:2:3: read expert 3 twice")]
    [InlineData("0,0,-1 3", "t.csv:2:3: read expert '-1', expected 0 to 7")]
    public void A_log_of_another_model_is_refused_at_its_field(string row, string message) =>
        Assert.StartsWith(message, Assert.Throws<InputException>(() => RouterLogFile.Read(Text($"layer,token,experts\n{row}\n"), Small)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_dense_model_has_no_coverage()
    {
        var dense = ModelShapes.Find("llama-3.1-8b");
        Assert.Contains("has no experts", Assert.Throws<RotaException>(() => CoverageTableFile.Read(Text("tokens,phase,fraction\n1,decode,1\n"), dense)).Message, StringComparison.Ordinal);
        Assert.Contains("has no experts", Assert.Throws<RotaException>(() => RouterLogFile.Read(Text("layer,token,experts\n0,0,1\n"), dense)).Message, StringComparison.Ordinal);
    }

    private static TextInput Text(string text) => TextInput.OfText(text, "t.csv");
}
