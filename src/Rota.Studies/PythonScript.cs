using System.ComponentModel;
using System.Diagnostics;

namespace Rota.Studies;

/// <summary>Runs a script of <c>bench/</c>, which the program carries, on a Python.</summary>
internal static class PythonScript
{
    private const int NotInstalled = 3;

    /// <summary>What the script printed, word by word; null when there is no such Python, or it lacks a package the script needs (exit code 3).</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="InvalidOperationException">The script failed.</exception>
    public static string[]? Run(string python, string script, string[] arguments, CancellationToken cancellation)
    {
        using var process = new Process { StartInfo = new(python, ["-", .. arguments]) };
        process.StartInfo.RedirectStandardInput = true;
        process.StartInfo.RedirectStandardOutput = true;
        process.StartInfo.RedirectStandardError = true;
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return null;
        }
        using (cancellation.Register(() => process.Kill()))
        {
            // Read beside, or a long complaint of Python would fill its pipe and stop it.
            var complaint = process.StandardError.ReadToEndAsync(cancellation);
            using (var input = process.StandardInput) input.Write(Source(script));
            var line = process.StandardOutput.ReadToEnd().Split();
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            if (process.ExitCode == NotInstalled) return null;
            return process.ExitCode == 0 && line.Length >= 3
                ? line
                : throw new InvalidOperationException($"{python} failed on {script}: {complaint.GetAwaiter().GetResult()}");
        }
    }

    private static string Source(string script)
    {
        using var stream = typeof(PythonScript).Assembly.GetManifestResourceStream(script)!;
        return new StreamReader(stream).ReadToEnd();
    }
}
