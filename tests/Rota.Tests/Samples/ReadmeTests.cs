using System.Text.RegularExpressions;
using Rota.Solving;
using Rota.Tests.Architecture;
using Xunit;

namespace Rota.Tests.Samples;

public sealed partial class ReadmeTests
{
    private static readonly string Readme = Read("README.md");

    [Fact]
    public void The_sample_of_the_readme_is_the_one_that_is_compiled_here()
    {
        var source = Read("tests/Rota.Tests/Samples/ReadmeSample.cs");
        var usings = source.Split('\n').TakeWhile(line => line.StartsWith("using ", StringComparison.Ordinal));
        var body = Body().Match(source).Groups["body"].Value.Split('\n')
            .Select(line => line.StartsWith("        ", StringComparison.Ordinal) ? line[8..] : line);
        var block = Assert.Single(Block().Matches(Readme)).Groups["code"].Value;
        Assert.Equal(string.Join('\n', [.. usings, "", .. body]).TrimEnd(), block.TrimEnd());
    }

    [Fact]
    public void The_sample_of_the_readme_finds_the_best_schedule()
    {
        var solution = ReadmeSample.Plan();
        Assert.Equal((Outcome.Optimal, 8), (solution.Outcome, solution.Objective));
    }

    [Fact]
    public void Files_that_the_documents_link_to_exist()
    {
        foreach (var page in new[] { "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md" })
            foreach (var target in Link().Matches(Read(page)).Select(match => match.Groups["target"].Value))
                Assert.True(
                    Path.Exists(Path.Combine(BuiltAssemblies.Root, Path.GetDirectoryName(page)!, target)), $"{page} links to {target}, which is not there");
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(BuiltAssemblies.Root, path)).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"// <sample>\n(?<body>.*?)\n *// </sample>", RegexOptions.Singleline)]
    private static partial Regex Body();

    [GeneratedRegex(@"\]\((?!https?:|#)(?<target>[^)#]+)[^)]*\)")]
    private static partial Regex Link();
}
