using System.Text.Json;
using Rota.Serving.Formats;
using Xunit;

namespace Rota.Tests.Serving.Formats;

public sealed class ToolCallNamesTests
{
    [Theory]
    [InlineData("""{"tool_calls":[{"id":"1","type":"function","function":{"name":"fetch_url","arguments":"{}"}},{"function":{"name":"search"}}]}""", "fetch_url")]
    [InlineData("""[{"name":"search","arguments":{}}]""", "search")]
    [InlineData("""{"content":"done"}""", null)]
    [InlineData("""{"tool_calls":[]}""", null)]
    [InlineData("""{"tool_calls":null}""", null)]
    [InlineData("""{"name":""}""", null)]
    public void The_first_function_call_names_the_tool(string json, string? expected)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(expected, ToolCallNames.OfFunctionCall(document.RootElement));
    }

    [Theory]
    [InlineData("Let me look.\n```bash\n  grep -rn foo src | head\n```\n", "grep")]
    [InlineData("```bash\nls\n```", "ls")]
    [InlineData("```python\nprint(1)\n```\n```bash\npytest -q\n```", "pytest")]
    [InlineData("```bash\nls\n```\nand\n```bash\npwd\n```", null)]
    [InlineData("```bash\n\n```", null)]
    [InlineData("```bash\nls", null)]
    [InlineData("All done.", null)]
    [InlineData("", null)]
    public void The_first_word_of_the_only_bash_block_names_the_tool(string answer, string? expected) =>
        Assert.Equal(expected, ToolCallNames.OfBashBlock(answer));
}
