using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.SingleMachine.Formats;

/// <summary>
/// A table of comma-separated values, a row an instance: columns p and d hold lists of numbers between blanks, and so do w and r where they stand. Columns n, rdd, tf and k
/// name an instance, as in 500-0.2-0.6-3; a column name does so outright. Other columns (a known optimum, say) are passed over.
/// </summary>
public sealed class InstanceTableFormat : IInstanceFormat<TardinessProblem, TardinessReadOptions>
{
    private static readonly string[] NameColumns = ["n", "rdd", "tf", "k"];

    /// <inheritdoc/>
    public string Name => "instance-table";

    /// <inheritdoc/>
    public string Description => "CSV with a line of names, a row an instance: p and d are lists of numbers; n, rdd, tf, k name it";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, TardinessReadOptions options) =>
        CsvHead.Names(input) is { } names && names.Contains("p", StringComparer.OrdinalIgnoreCase) && !names.Contains("id", StringComparer.OrdinalIgnoreCase)
            ? FormatFit.Shape
            : FormatFit.None;

    /// <inheritdoc/>
    public ImmutableArray<TardinessProblem> Read(TextInput input, TardinessReadOptions options)
    {
        var csv = new CsvText(input);
        var (p, d, w, r) = (csv.Get("p"), csv.Get("d"), csv.Find("w"), csv.Find("r"));
        var named = csv.Find("name") is var column and >= 0 ? [column] : NameColumns.Select(name => csv.Find(name)).Where(at => at >= 0).ToArray();
        var names = new HashSet<string>();
        var problems = ImmutableArray.CreateBuilder<TardinessProblem>();
        while (csv.NextRow())
        {
            var name = named.Length == 0 ? $"{problems.Count + 1}" : string.Join('-', named.Select(at => csv.Text(at, "a part of a name", 40)));
            InstanceNames.Claim(names, name, problem => csv.Error(named.Length == 0 ? 0 : named[^1], problem));
            problems.Add(Problem(input, csv, name, p, d, w, r));
        }
        return problems.DrainToImmutable();
    }

    /// <inheritdoc/>
    public string? Refusal(TardinessProblem problem) =>
        problem.Jobs.IsEmpty ? "problems without jobs"
        : InstanceNames.Fits(problem.Name) && problem.Name.Length is > 0 and <= 40 && !problem.Name.Contains('"') && problem.Name.Trim() == problem.Name ? null
        : "names longer than 40 letters, or with quotes or control characters";

    /// <inheritdoc/>
    public void Write(TardinessProblem problem, TextWriter output)
    {
        output.Write($"name,p,d{(problem.IsWeighted ? ",w" : "")}{(problem.HasReleases ? ",r" : "")}\n\"{problem.Name}\"");
        Write(output, problem.Jobs.Select(job => job.Processing));
        Write(output, problem.Jobs.Select(job => job.Due));
        if (problem.IsWeighted) Write(output, problem.Jobs.Select(job => job.Weight));
        if (problem.HasReleases) Write(output, problem.Jobs.Select(job => job.Release));
        output.Write('\n');
    }

    private static void Write(TextWriter output, IEnumerable<long> numbers) => output.Write("," + string.Join(' ', numbers));

    private static TardinessProblem Problem(TextInput input, CsvText csv, string name, int p, int d, int w, int r)
    {
        var lengths = Numbers(csv, p, null, TardinessLimits.Processing, 1, TardinessLimits.MostTime);
        var dues = Numbers(csv, d, lengths.Count, TardinessLimits.Due, -TardinessLimits.MostDue, TardinessLimits.MostDue);
        var weights = w < 0 ? null : Numbers(csv, w, lengths.Count, TardinessLimits.Weight, 0, TardinessLimits.MostWeight);
        var releases = r < 0 ? null : Numbers(csv, r, lengths.Count, TardinessLimits.Release, 0, TardinessLimits.MostTime);
        long work = 0;
        var jobs = ImmutableArray.CreateBuilder<TardinessJob>(lengths.Count);
        for (var j = 0; j < lengths.Count; j++)
        {
            work = TardinessLimits.Add(work, lengths[j], problem => csv.Error(p, problem));
            jobs.Add(new($"{j + 1}", lengths[j], dues[j], weights?[j] ?? 1, releases?[j] ?? 0));
        }
        return TardinessLimits.Problem(input, csv.Line, name, jobs.MoveToImmutable());
    }

    private static List<long> Numbers(CsvText csv, int column, int? count, string what, long min, long max)
    {
        var numbers = new List<long>();
        var cell = csv.Cell(column);
        while (!(cell = cell.TrimStart((byte)' ')).IsEmpty)
        {
            var length = cell.IndexOf((byte)' ') is var blank and >= 0 ? blank : cell.Length;
            if (!FieldNumber.TryParse(cell[..length], out var value) || value < min || value > max)
                throw csv.Error(column, $"number {numbers.Count + 1} of the list: {FieldNumber.Explain(cell[..length], what, min, max)}");
            numbers.Add(value);
            cell = cell[length..];
        }
        if (count is { } expected && numbers.Count != expected) throw csv.Error(column, $"the list has {numbers.Count} numbers, expected {expected}, as many as processing times");
        return numbers;
    }
}
