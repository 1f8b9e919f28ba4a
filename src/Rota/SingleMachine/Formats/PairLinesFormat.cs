using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.SingleMachine.Formats;

/// <summary>
/// The text format of Branch and Memorize: a line "p d" a job; lines of # are comments. Jobs are numbered from 1. One problem without weights and releases, named
/// after the file.
/// </summary>
public sealed class PairLinesFormat : IInstanceFormat<TardinessProblem, TardinessReadOptions>
{
    /// <inheritdoc/>
    public string Name => "pairs";

    /// <inheritdoc/>
    public string Description => "a line 'p d' a job: processing time and due date";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, TardinessReadOptions options)
    {
        if (input.LooksLikeJson) return FormatFit.None;
        var table = input.Numbers;
        if (table.Rows == 0 || table[0][0] == NumberTable.NoNumber) return FormatFit.None;
        var pairs = 0;
        for (var row = 0; row < table.Rows; row++)
            if (table.Fields(row) == 2 && table.IsNumeric(row)) pairs++;
        return pairs == table.Rows ? FormatFit.Whole : 2 * pairs >= table.Rows || table.Fields(0) <= 2 ? FormatFit.Shape : FormatFit.None;
    }

    /// <inheritdoc/>
    public ImmutableArray<TardinessProblem> Read(TextInput input, TardinessReadOptions options)
    {
        var table = input.Numbers;
        var jobs = ImmutableArray.CreateBuilder<TardinessJob>(table.Rows);
        long work = 0;
        for (var row = 0; row < table.Rows; row++)
        {
            var at = row;
            var processing = table.Integer(row, 0, TardinessLimits.Processing, 1, TardinessLimits.MostTime);
            var due = table.Integer(row, 1, TardinessLimits.Due, -TardinessLimits.MostDue, TardinessLimits.MostDue);
            if (table.Fields(row) > 2) throw table.Error(row, 2, $"read {FieldNumber.Quote(table.Token(row, 2))}, expected the end of the line after processing time and due date");
            work = TardinessLimits.Add(work, processing, problem => table.Error(at, 0, problem));
            jobs.Add(new($"{row + 1}", processing, due));
        }
        return [TardinessLimits.Problem(input, 0, InstanceNames.OfFile(input.Name, "jobs"), jobs.DrainToImmutable())];
    }

    /// <inheritdoc/>
    public string? Refusal(TardinessProblem problem) =>
        problem.IsWeighted ? "weights" : problem.HasReleases ? "releases" : problem.Jobs.IsEmpty ? "problems without jobs" : null;

    /// <inheritdoc/>
    public void Write(TardinessProblem problem, TextWriter output)
    {
        output.Write("# p d\n");
        foreach (var job in problem.Jobs) output.Write($"{job.Processing} {job.Due}\n");
    }
}
