using Xunit;

namespace Rota.Cli.Tests.Commands;

public sealed class GenerateTraceTests
{
    private static readonly string[] Small = ["generate", "trace", "synthetic-mix", "--count", "20", "--rate", "4", "--seed", "7"];

    [Fact]
    public void The_same_seed_prints_the_same_trace_and_another_seed_another()
    {
        var (first, again, other) = (Shell.Run(Small), Shell.Run(Small), Shell.Run([.. Small[..^1], "8"]));
        Assert.Equal(0, first.Code);
        Assert.Equal(21, first.Out.TrimEnd().Split('\n').Length);
        Assert.Equal(first.Out, again.Out);
        Assert.NotEqual(first.Out, other.Out);
    }

    [Fact]
    public void What_is_written_can_be_rehearsed()
    {
        using var folder = new Folder();
        var file = folder["trace.jsonl"];
        Assert.Equal(0, Shell.Run([.. Small, "--out", file]).Code);
        var run = Shell.Run("rehearse", file, "--policies", "vllm");
        Assert.True(run.Code == 0, run.Error);
        Assert.Equal(0, Shell.Run([.. Small, "--format", "llm-serving-sim", "--out", file]).Code);
        Assert.Equal(0, Shell.Run("rehearse", file, "--policies", "vllm").Code);
    }

    [Fact]
    public void Arrivals_are_drawn_where_the_generator_has_no_parameter_for_them()
    {
        Assert.Equal(0, Shell.Run("generate", "trace", "past-future-d1", "--count", "10", "--rate", "2", "--cv", "3").Code);
        var run = Shell.Run("generate", "trace", "past-future-d1", "--count", "10", "--cv", "3");
        Assert.Equal((2, "rota: past-future-d1 has no rate of its own: say one, --rate X"), (run.Code, run.Error.Trim()));
    }

    [Fact]
    public void A_misspelt_kind_or_format_gets_the_nearest()
    {
        Assert.Contains("synthetic-mix", Shell.Run("generate", "trace", "syntetic-mix").Error, StringComparison.Ordinal);
        Assert.Contains("did you mean 'rota-trace'", Shell.Run("generate", "trace", "requests", "--format", "rota-trac").Error, StringComparison.Ordinal);
    }
}
