using System.Globalization;

namespace Rota.Studies.Simulation;

/// <summary>Runs <c>bench/mm1_simpy.py</c> on the first Python that has SimPy 2.</summary>
internal sealed class SimPyRunner
{
    // A version manager's python3 often hides the distribution's, whose packages it does not see.
    private readonly Queue<string> pythons = new(["python3", "/usr/bin/python3"]);

    /// <summary>Events per second of one run, the mean wait in seconds, and SimPy's version; null when no Python has SimPy.</summary>
    public (string Version, double EventsPerSecond, double MeanWait)? Run(
        ulong seed, long jobs, double arrivalRate, double serviceRate, CancellationToken cancellation)
    {
        for (; pythons.TryPeek(out var python); pythons.Dequeue())
        {
            if (PythonScript.Run(python, "mm1_simpy.py", [$"{seed}", $"{jobs}", Text(arrivalRate), Text(serviceRate)], cancellation) is not { } words) continue;
            return (words[0], 2 * jobs / Number(words[1]), Number(words[2]));
        }
        return null;
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
