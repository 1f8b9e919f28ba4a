using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Rota.Studies.Simulation;

/// <summary>Runs <c>bench/mm1_simpy.py</c> on the first Python that has SimPy 2.</summary>
internal sealed class SimPyRunner
{
    private const int NotInstalled = 3;

    // A version manager's python3 often hides the distribution's, whose packages it does not see.
    private readonly Queue<string> pythons = new(["python3", "/usr/bin/python3"]);

    /// <summary>Events per second of one run, the mean wait in seconds, and SimPy's version; null when no Python has SimPy.</summary>
    public (string Version, double EventsPerSecond, double MeanWait)? Run(
        ulong seed, long jobs, double arrivalRate, double serviceRate, CancellationToken cancellation)
    {
        for (; pythons.TryPeek(out var python); pythons.Dequeue())
        {
            if (Start(python, [$"{seed}", $"{jobs}", Text(arrivalRate), Text(serviceRate)], cancellation) is not { } words) continue;
            return (words[0], 2 * jobs / Number(words[1]), Number(words[2]));
        }
        return null;
    }

    private static string[]? Start(string python, string[] arguments, CancellationToken cancellation)
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
            using (var input = process.StandardInput) input.Write(Script());
            var line = process.StandardOutput.ReadToEnd().Split();
            process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            if (process.ExitCode == NotInstalled) return null;
            return process.ExitCode == 0 && line.Length >= 3
                ? line
                : throw new InvalidOperationException($"{python} failed on mm1_simpy.py: {complaint.GetAwaiter().GetResult()}");
        }
    }

    private static string Script()
    {
        using var stream = typeof(SimPyRunner).Assembly.GetManifestResourceStream("mm1_simpy.py")!;
        return new StreamReader(stream).ReadToEnd();
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
