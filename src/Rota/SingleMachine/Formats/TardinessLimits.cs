using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.SingleMachine.Formats;

/// <summary>What every format of tardiness problems holds its numbers to.</summary>
internal static class TardinessLimits
{
    public const string Processing = "a processing time";
    public const string Due = "a due date";
    public const string Weight = "a weight";
    public const string Release = "a release";

    /// <summary>Largest processing time and release; their sum has the same limit.</summary>
    public const long MostTime = TardinessProblem.MaxWork;

    /// <summary>The largest due date, either way: far beyond any horizon.</summary>
    public const long MostDue = 1L << 40;

    /// <summary>Largest weight.</summary>
    public const long MostWeight = int.MaxValue;

    /// <summary>The problem, with what is wrong with it as a whole told at <paramref name="line"/>.</summary>
    public static TardinessProblem Problem(TextInput input, int line, string name, ImmutableArray<TardinessJob> jobs)
    {
        try
        {
            return new(name, jobs, input.Name == "-" ? "standard input" : input.Name);
        }
        catch (RotaException e)
        {
            throw new InputException(input.Name, line, 0, e.Message);
        }
    }

    /// <summary>Adds up work and refuses what goes beyond the limit, where it does.</summary>
    public static long Add(long work, long processing, Func<string, InputException> error) => work + processing <= MostTime
        ? work + processing
        : throw error($"processing times add up to {work + processing}, expected at most 2^31 - 1");
}
