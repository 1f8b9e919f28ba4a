using System.ComponentModel;
using System.Diagnostics;

namespace Rota.Cli.Input;

/// <summary>The trainer, a program of its own beside the tool in a checkout: it carries libtorch, the tool does not.</summary>
internal static class TrainerProgram
{
    private const string Name = "Rota.Train";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The built trainer, null when there is none.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var built = Path.Combine(folder.FullName, "artifacts", "bin", Name);
            if (!Directory.Exists(built)) continue;
            foreach (var release in Directory.GetDirectories(built, "release*"))
                foreach (var file in new[] { Name, Name + ".exe" })
                    if (File.Exists(Path.Combine(release, file))) return Path.Combine(release, file);
        }
        return null;
    }

    /// <summary>Whether libtorch is here, loads, and what was done about its one bit, in words.</summary>
    public static string LibTorch()
    {
        if (Find() is not { } program) return "absent (only training needs it: ./rota train in a checkout builds it)";
        try
        {
            using var process = new Process { StartInfo = new(program, "check") { RedirectStandardOutput = true, RedirectStandardError = true } };
            process.Start();
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return "present, but does not answer";
            }
            var words = process.ExitCode == 0 ? output.GetAwaiter().GetResult() : "present, does not work: " + error.GetAwaiter().GetResult();
            return words.Trim().Split('\n')[0];
        }
        catch (Exception e) when (e is Win32Exception or IOException or InvalidOperationException)
        {
            return $"present, does not start: {e.Message}";
        }
    }
}
