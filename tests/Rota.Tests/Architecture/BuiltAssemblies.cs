using Xunit;

namespace Rota.Tests.Architecture;

/// <summary>Finds the house's compiled assemblies: the core beside the tests, the others in their projects' output.</summary>
internal static class BuiltAssemblies
{
    /// <summary>The checkout's folder.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The core, as these tests run it.</summary>
    public static CompiledAssembly Core { get; } = AssemblyReader.Read(typeof(RotaException).Assembly.Location);

    /// <summary>Every project under <c>src</c> whose name is on the plan.</summary>
    public static IReadOnlyList<string> Projects { get; } =
    [
        .. Directory.GetDirectories(Path.Combine(Root, "src"))
            .Select(folder => Path.GetFileName(folder))
            .Where(name => File.Exists(Path.Combine(Root, "src", name, name + ".csproj")))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A project's assembly in the configuration of these tests; skips the test when it was not built with them.</summary>
    public static CompiledAssembly Read(string project)
    {
        if (project == Core.Name) return Core;
        var output = Path.Combine(Root, "artifacts", "bin", project);
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name.Split('_')[0];
        var path = Directory.Exists(output)
            ? Directory.GetDirectories(output, configuration + "*").Select(folder => Path.Combine(folder, project + ".dll")).FirstOrDefault(File.Exists)
            : null;
        if (path is null) Assert.Skip($"{project} is not built in configuration {configuration}; `./rota test` builds everything");
        return AssemblyReader.Read(path);
    }

    /// <summary>True for an assembly of the shared framework.</summary>
    public static bool IsFramework(string assembly) =>
        File.Exists(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, assembly + ".dll"));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Rota.slnx"))) return folder.FullName;
        throw new InvalidOperationException($"no Rota.slnx above {AppContext.BaseDirectory}");
    }
}
