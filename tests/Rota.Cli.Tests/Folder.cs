namespace Rota.Cli.Tests;

/// <summary>A folder for one test, deleted with it.</summary>
internal sealed class Folder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("rota-cli-");

    public string this[string name] => Path.Combine(folder.FullName, name);

    /// <summary>Names of everything in it.</summary>
    public string[] Names => [.. folder.EnumerateFileSystemInfos().Select(entry => entry.Name).Order(StringComparer.Ordinal)];

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    public void Dispose() => folder.Delete(recursive: true);
}
