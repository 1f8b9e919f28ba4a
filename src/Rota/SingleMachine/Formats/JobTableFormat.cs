using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.SingleMachine.Formats;

/// <summary>
/// A table of comma-separated values, a row a job, with columns id, p, d and, where they matter, w and r (also id, processing, due, weight, release). Holds every problem;
/// none at all is a problem without jobs.
/// </summary>
public sealed class JobTableFormat : IInstanceFormat<TardinessProblem, TardinessReadOptions>
{
    /// <summary>The format's name.</summary>
    public const string FormatName = "job-table";

    private static readonly string[][] Known = [["id", "job"], ["p", "processing"], ["d", "due"], ["w", "weight"], ["r", "release"]];

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <inheritdoc/>
    public string Description => "CSV with a line of names, a row a job: id,p,d and optionally w,r";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, TardinessReadOptions options) =>
        CsvHead.Names(input) is { } names && names.Contains("id", StringComparer.OrdinalIgnoreCase) | names.Contains("job", StringComparer.OrdinalIgnoreCase)
            && names.Any(name => Known.Skip(1).Any(group => group.Contains(name, StringComparer.OrdinalIgnoreCase))) ? FormatFit.Shape : FormatFit.None;

    /// <inheritdoc/>
    public ImmutableArray<TardinessProblem> Read(TextInput input, TardinessReadOptions options)
    {
        var csv = new CsvText(input);
        var columns = Known.Select(names => csv.Find(names)).ToArray();
        for (var i = 0; i < 3; i++)
            if (columns[i] < 0) csv.Get(Known[i][0]);
        for (var i = 0; i < csv.Columns.Length; i++)
            if (!columns.Contains(i))
                throw csv.Error(i, $"unknown column {FieldNumber.Quote(System.Text.Encoding.UTF8.GetBytes(csv.Columns[i]))}, expected id, p, d, w, r{Nearest.Hint(csv.Columns[i], Known.Select(names => names[^1]))}");
        var jobs = ImmutableArray.CreateBuilder<TardinessJob>();
        var ids = new HashSet<string>();
        long work = 0;
        while (csv.NextRow())
        {
            var id = csv.Text(columns[0], "an id", InstanceNames.Longest);
            if (!ids.Add(id)) throw csv.Error(columns[0], $"job '{id}' comes twice, expected an id for each");
            var processing = csv.Integer(columns[1], TardinessLimits.Processing, 1, TardinessLimits.MostTime);
            work = TardinessLimits.Add(work, processing, problem => csv.Error(columns[1], problem));
            jobs.Add(new(
                id,
                processing,
                csv.Integer(columns[2], TardinessLimits.Due, -TardinessLimits.MostDue, TardinessLimits.MostDue),
                columns[3] < 0 ? 1 : csv.Integer(columns[3], TardinessLimits.Weight, 0, TardinessLimits.MostWeight),
                columns[4] < 0 ? 0 : csv.Integer(columns[4], TardinessLimits.Release, 0, TardinessLimits.MostTime)));
        }
        return [TardinessLimits.Problem(input, 0, InstanceNames.OfFile(input.Name, "jobs"), jobs.DrainToImmutable())];
    }

    /// <inheritdoc/>
    public string? Refusal(TardinessProblem problem) =>
        problem.Jobs.All(job => InstanceNames.Fits(job.Id) && !job.Id.Contains('"') && job.Id.Trim() == job.Id) ? null : "ids that are long, or have quotes, blanks at their ends or control characters";

    /// <inheritdoc/>
    public void Write(TardinessProblem problem, TextWriter output)
    {
        output.Write($"id,p,d{(problem.IsWeighted ? ",w" : "")}{(problem.HasReleases ? ",r" : "")}\n");
        foreach (var job in problem.Jobs)
        {
            output.Write($"\"{job.Id}\",{job.Processing},{job.Due}");
            if (problem.IsWeighted) output.Write($",{job.Weight}");
            if (problem.HasReleases) output.Write($",{job.Release}");
            output.Write('\n');
        }
    }
}
