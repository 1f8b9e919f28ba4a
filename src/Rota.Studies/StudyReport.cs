using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Rota.Studies;

/// <summary>A picture of a study: file name without extension, and the SVG.</summary>
public readonly record struct StudyPicture(string Name, string Svg);

/// <summary>What a study found.</summary>
/// <param name="Study">The study's name.</param>
/// <param name="Paper">Whose claims.</param>
/// <param name="Scale">How much was measured.</param>
/// <param name="Claims">The claims with verdicts.</param>
/// <param name="Pictures">Plots.</param>
public sealed record StudyReport(
    string Study, string Paper, StudyScale Scale, ImmutableArray<Claim> Claims, ImmutableArray<StudyPicture> Pictures)
{
    /// <summary>Tables that say more than the claims, as Markdown; printed after them. Empty by default.</summary>
    public ImmutableArray<string> Tables { get; init; } = [];

    /// <summary>Number of claims with a verdict.</summary>
    public int Count(ClaimVerdict verdict) => Claims.Count(claim => claim.Verdict == verdict);

    /// <summary>Writes the report as one JSON object: study, paper, scale, claims.</summary>
    public void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("study", Study);
        writer.WriteString("paper", Paper);
        writer.WriteString("scale", Word(Scale.ToString()));
        writer.WriteStartArray("claims");
        foreach (var claim in Claims)
        {
            writer.WriteStartObject();
            writer.WriteString("id", claim.Id);
            writer.WriteString("text", claim.Text);
            writer.WriteString("metric", claim.Metric);
            WriteNumber(writer, "paper", claim.Paper);
            WriteNumber(writer, "ours", claim.Ours);
            WriteNumber(writer, "baseline", claim.Baseline);
            WriteNumber(writer, "strongest_baseline", claim.StrongestBaseline);
            writer.WriteString("unit", claim.Unit);
            writer.WriteString("kind", Word(claim.Kind.ToString()));
            writer.WriteString("verdict", Words(claim.Verdict));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>Writes the claims as a Markdown table.</summary>
    public void WriteTable(TextWriter output)
    {
        output.WriteLine($"{Study}: {Paper} (scale {Word(Scale.ToString())})");
        output.WriteLine();
        output.WriteLine("| claim | unit | paper or target | ours | baseline | strongest baseline | verdict |");
        output.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | --- |");
        foreach (var claim in Claims)
            output.WriteLine(
                $"| {claim.Text} | {claim.Unit} | {Number(claim.Paper)} | {Number(claim.Ours)} | {Number(claim.Baseline)} | {Number(claim.StrongestBaseline)} | {Words(claim.Verdict)} |");
        foreach (var table in Tables)
        {
            output.WriteLine();
            output.Write(table);
        }
    }

    /// <summary>The ledger: one line a study.</summary>
    public static void WriteLedger(TextWriter output, IEnumerable<StudyReport> reports)
    {
        output.WriteLine("| study | paper | scale | claims | beaten | reproduced | short | not measured |");
        output.WriteLine("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (var report in reports)
            output.WriteLine(
                $"| {report.Study} | {report.Paper} | {Word(report.Scale.ToString())} | {report.Claims.Length} | {report.Count(ClaimVerdict.Beaten)} | {report.Count(ClaimVerdict.Reproduced)} | {report.Count(ClaimVerdict.Short)} | {report.Count(ClaimVerdict.NotMeasured)} |");
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number) writer.WriteNumber(name, Math.Round(number, 4));
        else writer.WriteNull(name);
    }

    private static string Number(double? value) => value is { } number ? number.ToString("0.####", CultureInfo.InvariantCulture) : "-";

    private static string Words(ClaimVerdict verdict) => verdict == ClaimVerdict.NotMeasured ? "not measured" : Word(verdict.ToString());

    private static string Word(string name) => name.ToLowerInvariant();
}
