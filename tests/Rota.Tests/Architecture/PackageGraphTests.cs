using System.Text.Json;
using Xunit;

namespace Rota.Tests.Architecture;

/// <summary>What a restore of each project downloads: libtorch for training alone.</summary>
public sealed class PackageGraphTests
{
    [Theory]
    [InlineData("Rota")]
    [InlineData("Rota.CpSat")]
    [InlineData("Rota.Studies")]
    [InlineData("Rota.Cli")]
    public void Nobody_who_only_uses_a_policy_downloads_libtorch(string project) =>
        Assert.DoesNotContain(Packages(project), package => package.Contains("torch", StringComparison.OrdinalIgnoreCase));

    [Fact]
    public void The_trainer_does() =>
        Assert.Contains(Packages("Rota.Train"), package => package.StartsWith("TorchSharp/", StringComparison.Ordinal));

    private static string[] Packages(string project)
    {
        var path = Path.Combine(BuiltAssemblies.Root, "artifacts", "obj", project, "project.assets.json");
        if (!File.Exists(path)) Assert.Skip($"{project} was not restored here; `./rota test` restores everything");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        return [.. document.RootElement.GetProperty("libraries").EnumerateObject().Select(library => library.Name)];
    }
}
