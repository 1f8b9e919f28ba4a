namespace Rota.Cli.Output;

/// <summary>
/// A file the tool will write. Checked when made, before any work: the folder exists and can be written. Written beside the target first and then renamed, so
/// that nobody ever sees half a file.
/// </summary>
internal sealed class OutputFile
{
    private readonly string target;

    /// <exception cref="RotaException">The path cannot be written; nothing was.</exception>
    public OutputFile(string path)
    {
        Path = path;
        if (Directory.Exists(path) || path.EndsWith(System.IO.Path.DirectorySeparatorChar))
            throw new RotaException($"cannot write {path}: it is a folder, expected a file name");
        var full = System.IO.Path.GetFullPath(path);
        target = File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full : full;
        var folder = System.IO.Path.GetDirectoryName(target)!;
        if (File.Exists(folder)) throw new RotaException($"cannot write {path}: {folder} is a file, not a folder");
        if (!Directory.Exists(folder)) throw new RotaException($"cannot write {path}: there is no folder {folder}");
        if (IsDevice) return;
        Guard(() =>
        {
            if (File.Exists(target)) using (File.Open(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) { }
            File.WriteAllBytes(Temporary, []);
            File.Delete(Temporary);
        });
    }

    /// <summary>The path as the user gave it.</summary>
    public string Path { get; }

    /// <summary>The path's extension, in lower case with its dot; empty when it has none.</summary>
    public string Extension => System.IO.Path.GetExtension(Path).ToLowerInvariant();

    private string Temporary => $"{target}.{Environment.ProcessId}.tmp";

    private bool IsDevice => target.StartsWith("/dev/", StringComparison.Ordinal) || target.StartsWith("/proc/", StringComparison.Ordinal);

    /// <summary>Writes the whole file at once.</summary>
    public void Write(string content) => Guard(() =>
    {
        if (IsDevice)
        {
            File.WriteAllText(target, content);
            return;
        }
        try
        {
            File.WriteAllText(Temporary, content);
            File.Move(Temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(Temporary);
        }
    });

    /// <summary>Writes the whole file at once, lines ended by a line feed alone.</summary>
    public void Write(Action<TextWriter> write)
    {
        using var text = new StringWriter { NewLine = "\n" };
        write(text);
        Write(text.ToString());
    }

    private void Guard(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or System.Security.SecurityException)
        {
            throw new RotaException($"cannot write {Path}: {e.Message}", e);
        }
    }
}
