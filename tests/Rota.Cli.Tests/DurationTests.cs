using Xunit;

namespace Rota.Cli.Tests;

public class DurationTests
{
    [Theory]
    [InlineData("10s", 10_000)]
    [InlineData("500ms", 500)]
    [InlineData("2m", 120_000)]
    [InlineData("2min", 120_000)]
    [InlineData("1h", 3_600_000)]
    [InlineData("7", 7_000)]
    [InlineData("0.25", 250)]
    [InlineData("1.5s", 1_500)]
    public void Reads_what_people_type(string text, int milliseconds) => Assert.Equal(milliseconds, Duration.Read(text).TotalMilliseconds);

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("ten")]
    [InlineData("10 parsecs")]
    [InlineData("0")]
    [InlineData("0s")]
    [InlineData("-3s")]
    [InlineData("1e9")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("99999999999999999999h")]
    [InlineData("0.0001ms")]
    public void Refuses_the_rest(string text) => Assert.Throws<RotaException>(() => Duration.Read(text));

    [Theory]
    [InlineData(10_000, "10s")]
    [InlineData(500, "500ms")]
    [InlineData(1_500, "1.5s")]
    [InlineData(120_000, "2m")]
    [InlineData(7_200_000, "2h")]
    public void Writes_what_it_reads(int milliseconds, string text)
    {
        Assert.Equal(text, Duration.Write(TimeSpan.FromMilliseconds(milliseconds)));
        Assert.Equal(milliseconds, Duration.Read(text).TotalMilliseconds);
    }
}
