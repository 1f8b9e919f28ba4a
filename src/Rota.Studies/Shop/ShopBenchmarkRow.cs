using System.Globalization;

namespace Rota.Studies.Shop;

/// <summary>One solver on one instance with one seed.</summary>
/// <param name="Set">The set that targets speak of.</param>
/// <param name="Class">Name of the instance's class.</param>
/// <param name="Instance">Name of the instance.</param>
/// <param name="Solver">Name of the solver.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="LimitSeconds">Wall time allowed.</param>
/// <param name="Workers">Threads allowed.</param>
/// <param name="Objective">Makespan, checked; null when the solver had no answer.</param>
/// <param name="Bound">Proved lower bound, null when there is none.</param>
/// <param name="Outcome">optimal, feasible, unknown.</param>
/// <param name="ElapsedSeconds">Wall time used.</param>
/// <param name="BestAtSeconds">When the answer was found.</param>
public sealed record ShopBenchmarkRow(
    string Set,
    string Class,
    string Instance,
    string Solver,
    ulong Seed,
    double LimitSeconds,
    int Workers,
    long? Objective,
    long? Bound,
    string Outcome,
    double ElapsedSeconds,
    double? BestAtSeconds)
{
    /// <summary>The header of the results file.</summary>
    public const string Header = "set,class,instance,solver,seed,limit_s,workers,objective,bound,outcome,elapsed_s,best_at_s";

    /// <summary>What makes two rows the same measurement.</summary>
    public (string Instance, string Solver, ulong Seed, double LimitSeconds, int Workers) Key => (Instance, Solver, Seed, LimitSeconds, Workers);

    /// <summary>The row as a line of the results file.</summary>
    public string ToCsv() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Set},{Class},{Instance},{Solver},{Seed},{LimitSeconds},{Workers},{Objective},{Bound},{Outcome},{ElapsedSeconds:F2},{BestAtSeconds:F2}");

    /// <summary>Reads a line of the results file.</summary>
    /// <exception cref="RotaException">The line is not one.</exception>
    public static ShopBenchmarkRow FromCsv(string line, string file, int number)
    {
        var f = line.Split(',');
        try
        {
            return new(
                f[0], f[1], f[2], f[3], ulong.Parse(f[4], Invariant), Real(f[5]), int.Parse(f[6], Invariant), f[7].Length == 0 ? null : long.Parse(f[7], Invariant),
                f[8].Length == 0 ? null : long.Parse(f[8], Invariant), f[9], Real(f[10]), f[11].Length == 0 ? null : Real(f[11]));
        }
        catch (Exception e) when (e is FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new Formats.InputException(file, number, 0, $"not a result: expected {Header}");
        }
    }

    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private static double Real(string text) => double.Parse(text, Invariant);
}
