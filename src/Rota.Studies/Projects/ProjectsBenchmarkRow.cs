using System.Globalization;

namespace Rota.Studies.Projects;

/// <summary>One result: a solver on an instance.</summary>
/// <param name="Set">The instance's set.</param>
/// <param name="Instance">Its name.</param>
/// <param name="Solver">The solver's name.</param>
/// <param name="Seed">Seed of the run.</param>
/// <param name="LimitSeconds">The time limit, in seconds of <paramref name="Clock"/>.</param>
/// <param name="Workers">Threads.</param>
/// <param name="Clock">"wall" or "processor".</param>
/// <param name="Objective">Makespan the referee measured; null without a schedule.</param>
/// <param name="Bound">Proved lower bound; null without.</param>
/// <param name="Outcome">optimal, feasible, infeasible or unknown.</param>
/// <param name="ElapsedSeconds">Wall time used.</param>
/// <param name="ProcessorSeconds">Processor time of the program in that time, all threads together.</param>
public sealed record ProjectsBenchmarkRow(
    string Set, string Instance, string Solver, ulong Seed, double LimitSeconds, int Workers, string Clock, long? Objective, long? Bound, string Outcome, double ElapsedSeconds, double ProcessorSeconds)
{
    /// <summary>The header of the results file.</summary>
    public const string Header = "set,instance,solver,seed,limit_s,workers,clock,objective,bound,outcome,elapsed_s,processor_s";

    /// <summary>What makes two rows the same measurement.</summary>
    public (string Set, string Instance, string Solver, ulong Seed, double LimitSeconds, int Workers, string Clock) Key => (Set, Instance, Solver, Seed, LimitSeconds, Workers, Clock);

    /// <summary>The row as a line of the results file.</summary>
    public string ToCsv() => string.Create(
        CultureInfo.InvariantCulture, $"{Set},{Instance},{Solver},{Seed},{LimitSeconds},{Workers},{Clock},{Objective},{Bound},{Outcome},{ElapsedSeconds:F2},{ProcessorSeconds:F2}");

    /// <summary>Reads a line of the results file.</summary>
    /// <exception cref="RotaException">The line is not one.</exception>
    public static ProjectsBenchmarkRow FromCsv(string line, string file, int number)
    {
        var f = line.Split(',');
        var invariant = CultureInfo.InvariantCulture;
        try
        {
            return new(
                f[0], f[1], f[2], ulong.Parse(f[3], invariant), double.Parse(f[4], invariant), int.Parse(f[5], invariant), f[6], f[7].Length == 0 ? null : long.Parse(f[7], invariant),
                f[8].Length == 0 ? null : long.Parse(f[8], invariant), f[9], double.Parse(f[10], invariant), double.Parse(f[11], invariant));
        }
        catch (Exception e) when (e is FormatException or OverflowException or IndexOutOfRangeException)
        {
            throw new Formats.InputException(file, number, 0, $"not a result: expected {Header}");
        }
    }
}
