using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.SingleMachine.Formats;

/// <summary>
/// OR-Library's weighted-tardiness files (wt40, wt50, wt100): nothing but numbers, for every instance n processing times, then n weights, then n due dates, broken into lines
/// anywhere. The file does not say n: 125 instances are assumed, as in OR-Library, or one, where only one of them fits; else <see cref="TardinessReadOptions.JobCount"/> says it.
/// </summary>
public sealed class WeightedBlocksFormat : IInstanceFormat<TardinessProblem, TardinessReadOptions>
{
    private const int PublishedInstances = 125;

    /// <inheritdoc/>
    public string Name => "weighted-blocks";

    /// <inheritdoc/>
    public string Description => "numbers only, as in OR-Library: per instance n processing times, n weights, n due dates";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, TardinessReadOptions options)
    {
        if (input.LooksLikeJson) return FormatFit.None;
        var table = input.Numbers;
        if (table.Rows == 0 || table[0][0] == NumberTable.NoNumber) return FormatFit.None;
        var pairs = true;
        for (var row = 0; row < table.Rows; row++) pairs &= table.Fields(row) <= 2;
        // Lines of two are the other format's, unless the number of jobs is given.
        if (pairs && options.JobCount is null) return FormatFit.None;
        return FormatFit.Shape;
    }

    /// <inheritdoc/>
    public ImmutableArray<TardinessProblem> Read(TextInput input, TardinessReadOptions options)
    {
        var fields = Fields(input.Numbers);
        if (fields.Count == 0) throw new InputException(input.Name, "has only comments, expected numbers");
        var n = options.JobCount ?? Jobs(input, fields.Count);
        if (fields.Count % (3 * n) != 0)
            throw input.Numbers.EndsEarly($"3 numbers a job for {n} jobs an instance, found {fields.Count} numbers, {fields.Count % (3 * n)} more than whole instances");
        var problems = ImmutableArray.CreateBuilder<TardinessProblem>(fields.Count / (3 * n));
        for (var at = 0; at < fields.Count; at += 3 * n)
            problems.Add(Problem(input, fields, at, n, fields.Count == 3 * n ? InstanceNames.OfFile(input.Name, "jobs") : $"{problems.Count + 1}"));
        return problems.MoveToImmutable();
    }

    /// <inheritdoc/>
    public string? Refusal(TardinessProblem problem) => problem.HasReleases ? "releases" : problem.Jobs.IsEmpty ? "problems without jobs" : null;

    /// <inheritdoc/>
    public void Write(TardinessProblem problem, TextWriter output)
    {
        output.Write(string.Join(' ', problem.Jobs.Select(job => job.Processing)) + "\n");
        output.Write(string.Join(' ', problem.Jobs.Select(job => job.Weight)) + "\n");
        output.Write(string.Join(' ', problem.Jobs.Select(job => job.Due)) + "\n");
    }

    private static int Jobs(TextInput input, int numbers)
    {
        if (numbers % (3 * PublishedInstances) == 0 && numbers > 3 * PublishedInstances) return numbers / (3 * PublishedInstances);
        if (numbers % 3 == 0) return numbers / 3;
        throw input.Numbers.EndsEarly($"3 numbers a job (processing times, weights, due dates), found {numbers} numbers, {numbers % 3} more than whole jobs");
    }

    private static List<(int Row, int Field)> Fields(NumberTable table)
    {
        var fields = new List<(int, int)>();
        for (var row = 0; row < table.Rows; row++)
            for (var field = 0; field < table.Fields(row); field++) fields.Add((row, field));
        return fields;
    }

    private static TardinessProblem Problem(TextInput input, List<(int Row, int Field)> fields, int at, int n, string name)
    {
        var table = input.Numbers;
        var jobs = ImmutableArray.CreateBuilder<TardinessJob>(n);
        long work = 0;
        for (var j = 0; j < n; j++)
        {
            var (row, field) = fields[at + j];
            var processing = table.Integer(row, field, TardinessLimits.Processing, 1, TardinessLimits.MostTime);
            work = TardinessLimits.Add(work, processing, problem => table.Error(row, field, problem));
            var (weightRow, weightField) = fields[at + n + j];
            var (dueRow, dueField) = fields[at + (2 * n) + j];
            jobs.Add(new(
                $"{j + 1}",
                processing,
                table.Integer(dueRow, dueField, TardinessLimits.Due, -TardinessLimits.MostDue, TardinessLimits.MostDue),
                table.Integer(weightRow, weightField, TardinessLimits.Weight, 0, TardinessLimits.MostWeight)));
        }
        return TardinessLimits.Problem(input, table.Line(fields[at].Row), name, jobs.MoveToImmutable());
    }
}
