using Rota.Formats;
using Xunit;

namespace Rota.Tests.Formats;

public sealed class NearestTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("tabu", "tabu", 0)]
    [InlineData("TABU", "tabu", 0)]
    [InlineData("tab", "tabu", 1)]
    [InlineData("tbau", "tabu", 1)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ca", "abc", 3)]
    public void Distance_counts_insertions_deletions_replacements_and_swaps(string from, string to, int expected) =>
        Assert.Equal(expected, Nearest.Distance(from, to));

    [Theory]
    [InlineData("tubu", "tabu")]
    [InlineData("rulse", "rules")]
    [InlineData("cpsat", "cp-sat")]
    [InlineData("portfolo", "portfolio")]
    [InlineData("elephant", null)]
    [InlineData("", null)]
    public void The_nearest_is_named_unless_all_are_far(string word, string? expected) =>
        Assert.Equal(expected, Nearest.Of(word, ["tabu", "rules", "cp-sat", "portfolio"]));

    [Fact]
    public void Words_of_any_length_are_compared() =>
        Assert.Equal(0, Nearest.Distance(new string('a', 100_000), new string('a', 90_000)));
}
