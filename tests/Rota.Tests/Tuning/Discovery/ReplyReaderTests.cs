using Rota.Tuning.Discovery;
using Xunit;

namespace Rota.Tests.Tuning.Discovery;

public sealed class ReplyReaderTests
{
    [Theory]
    [InlineData("""{"idea": "short first", "expression": "p"}""", "short first", "p")]
    [InlineData("Sure!\n```json\n{\"idea\": \"a\\nb\", \"expression\": \"p + d\"}\n```\nDone.", "a b", "p + d")]
    [InlineData("The rule: {\"expression\": \"p\", \"why\": 3} as asked", "", "p")]
    [InlineData("{Prefer short jobs.}\n```\nmax(p, d)\n```", "Prefer short jobs.", "max(p, d)")]
    [InlineData("{Prefer short jobs.} p + t", "Prefer short jobs.", "p + t")]
    [InlineData("```python\nreturn p + 2*d\n```", "", "p + 2*d")]
    [InlineData("max(p + t, d)", "", "max(p + t, d)")]
    [InlineData("priority = p;", "", "p")]
    [InlineData("<think>maybe {x}?\nno</think>{\"idea\":\"\",\"expression\":\"d\"}", "", "d")]
    public void Finds_idea_and_rule(string reply, string idea, string expression) => Assert.Equal((idea, expression), ReplyReader.Read(reply));

    [Theory]
    [InlineData("")]
    [InlineData("I cannot.\nSorry.")]
    [InlineData("{\"idea\": \"none\"}")]
    [InlineData("<think>never ends")]
    public void Finds_none_where_there_is_none(string reply) => Assert.Null(ReplyReader.Read(reply).Expression);
}
