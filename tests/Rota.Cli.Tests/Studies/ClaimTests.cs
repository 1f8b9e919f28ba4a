using System.Text;
using System.Text.Json;
using Rota.Studies;
using Xunit;

namespace Rota.Cli.Tests.Studies;

public sealed class ClaimTests
{
    [Theory]
    [InlineData(5.0, ClaimVerdict.Short)]
    [InlineData(4.0, ClaimVerdict.Reproduced)]
    [InlineData(3.9, ClaimVerdict.Beaten)]
    [InlineData(null, ClaimVerdict.NotMeasured)]
    public void A_target_is_beaten_reproduced_or_short(double? ours, ClaimVerdict expected) =>
        Assert.Equal(expected, Claim.AtMost("id", "text", "gap", "%", 4.0, ours).Verdict);

    [Theory]
    [InlineData(1.0, 2.0, ClaimVerdict.Beaten)]
    [InlineData(2.0, 2.0, ClaimVerdict.Reproduced)]
    [InlineData(3.0, 2.0, ClaimVerdict.Short)]
    [InlineData(3.0, null, ClaimVerdict.NotMeasured)]
    public void A_baseline_is_beaten_only_by_a_smaller_figure(double? ours, double? baseline, ClaimVerdict expected) =>
        Assert.Equal(expected, Claim.Below("id", "text", "gap", "%", ours, baseline).Verdict);

    [Theory]
    [InlineData(19.25, ClaimVerdict.Reproduced)]
    [InlineData(19.27, ClaimVerdict.Short)]
    public void A_figure_is_reproduced_within_its_tolerance(double ours, ClaimVerdict expected) =>
        Assert.Equal(expected, Claim.Reproduce("id", "text", "gap", "%", 19.2, ours, 0.06).Verdict);

    [Fact]
    public void The_report_is_one_json_object_with_the_claims()
    {
        var report = new StudyReport("s", "p", StudyScale.Short, [Claim.AtMost("c", "t", "m", "%", 1, 2, 3)], []);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) report.WriteJson(writer);
        using var json = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        Assert.Equal(["study", "paper", "scale", "claims"], json.RootElement.EnumerateObject().Select(field => field.Name));
        var claim = json.RootElement.GetProperty("claims")[0];
        Assert.Equal(
            ["id", "text", "metric", "paper", "ours", "baseline", "strongest_baseline", "unit", "kind", "verdict"],
            claim.EnumerateObject().Select(field => field.Name));
        Assert.Equal("short", claim.GetProperty("verdict").GetString());
        Assert.Equal(JsonValueKind.Null, claim.GetProperty("strongest_baseline").ValueKind);
    }

    [Fact]
    public void The_ledger_counts_verdicts()
    {
        var report = new StudyReport("s", "p", StudyScale.Full, [Claim.AtMost("a", "t", "m", "%", 1, 2), Claim.AtMost("b", "t", "m", "%", 1, 0.5)], []);
        using var text = new StringWriter();
        StudyReport.WriteLedger(text, [report]);
        Assert.Contains("| s | p | full | 2 | 1 | 0 | 1 | 0 |", text.ToString());
    }
}
