using System.Collections.Immutable;
using System.Globalization;
using Rota.Formats;

namespace Rota.SingleMachine.FlowTime.Formats;

/// <summary>
/// CSV with an operation a row: job, release, op_index, duration, and weight if there is one. Rows of a job may stand apart, its operations in order, numbered from 0 or 1
/// without gaps; its release and weight are the same in every row.
/// </summary>
public sealed class ChainCsvFormat : IInstanceFormat<FlowProblem, InstanceReadOptions>
{
    private static readonly string[] Columns = ["job", "release", "op_index", "duration"];

    /// <inheritdoc/>
    public string Name => "chains-csv";

    /// <inheritdoc/>
    public string Description => "CSV, an operation a row: job,release,op_index,duration";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, InstanceReadOptions options)
    {
        var found = FlowTimeFiles.FirstLine(input);
        var own = Columns.Count(column => found.Contains(column, StringComparer.OrdinalIgnoreCase));
        return own == Columns.Length ? FormatFit.Whole : own == Columns.Length - 1 ? FormatFit.Shape : FormatFit.None;
    }

    /// <inheritdoc/>
    public ImmutableArray<FlowProblem> Read(TextInput input, InstanceReadOptions options)
    {
        var csv = new CsvText(input);
        var (job, release, index, duration, weight) = (csv.Get("job"), csv.Get("release"), csv.Get("op_index"), csv.Get("duration"), csv.Find("weight"));
        var jobs = new Dictionary<string, Rows>(StringComparer.Ordinal);
        var order = new List<Rows>();
        while (csv.NextRow())
        {
            var id = csv.Text(job, "a job", InstanceNames.Longest);
            var start = Time(csv, release, "a release", orEqual: true);
            var heavy = weight < 0 ? 1 : csv.Real(weight, "a weight", 0, 1e15);
            var at = csv.Integer(index, "the number of an operation", 0, int.MaxValue);
            if (!jobs.TryGetValue(id, out var rows))
            {
                if (at > 1) throw csv.Error(index, $"read {FieldNumber.Quote(csv.Cell(index))}, expected the first operation of job '{id}', 0 or 1");
                jobs.Add(id, rows = new(id, start, heavy, at, []));
                order.Add(rows);
            }
            var expected = rows.First + rows.Operations.Count;
            if (at != expected) throw csv.Error(index, $"read {FieldNumber.Quote(csv.Cell(index))}, expected operation {expected} of job '{id}', in order and without gaps; nearest {expected}");
            if (start != rows.Release) throw csv.Error(release, $"read {FieldNumber.Quote(csv.Cell(release))}, expected the release of job '{id}' as before, {rows.Release.ToString(CultureInfo.InvariantCulture)}");
            if (heavy != rows.Weight) throw csv.Error(weight, $"read {FieldNumber.Quote(csv.Cell(weight))}, expected the weight of job '{id}' as before, {rows.Weight.ToString(CultureInfo.InvariantCulture)}");
            rows.Operations.Add(Time(csv, duration, "a duration", orEqual: false));
        }
        var builder = new ChainBuilder(input);
        foreach (var rows in order) builder.Add(rows.Id, rows.Release, [.. rows.Operations], rows.Weight);
        return [builder.Build()];
    }

    /// <inheritdoc/>
    public string? Refusal(FlowProblem problem) =>
        problem.Jobs.Any(job => job.Id.Length == 0 || job.Id.Trim() != job.Id || job.Id.Contains('"')) ? "ids with quotes, none, or with blanks around them" : FlowTimeFiles.NameRefusal(problem);

    /// <inheritdoc/>
    public void Write(FlowProblem problem, TextWriter output)
    {
        FlowTimeFiles.Catalog.Accept(this, problem);
        var weights = problem.Jobs.Any(job => job.Weight != 1);
        output.Write($"job,release,op_index,duration{(weights ? ",weight" : "")}\n");
        foreach (var job in problem.Jobs)
            for (var k = 0; k < job.Operations.Length; k++)
            {
                output.Write($"\"{job.Id}\",{ExactTime.Text(job.Release, problem.TicksPerUnit)},{k},{ExactTime.Text(job.Operations[k], problem.TicksPerUnit)}");
                output.Write(weights ? string.Create(CultureInfo.InvariantCulture, $",{job.Weight:R}\n") : "\n");
            }
    }

    internal static decimal Time(CsvText csv, int column, string what, bool orEqual) =>
        ExactTime.Read(csv.Cell(column), what, 0, orEqual, out var problem) ?? throw csv.Error(column, problem);

    private sealed record Rows(string Id, decimal Release, double Weight, long First, List<decimal> Operations);
}
