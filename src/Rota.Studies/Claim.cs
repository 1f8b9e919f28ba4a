namespace Rota.Studies;

/// <summary>What a claim asks of our figure.</summary>
public enum ClaimKind
{
    /// <summary>The same figure as the paper's, within a tolerance.</summary>
    Reproduce,

    /// <summary>A figure at least as good as the paper's.</summary>
    Reach,

    /// <summary>A better figure than the strongest baseline's.</summary>
    Beat,
}

/// <summary>What became of a claim.</summary>
public enum ClaimVerdict
{
    /// <summary>Better than asked for.</summary>
    Beaten,

    /// <summary>What was asked for.</summary>
    Reproduced,

    /// <summary>Less than asked for.</summary>
    Short,

    /// <summary>Data or time was missing; nothing is claimed.</summary>
    NotMeasured,
}

/// <summary>A claim of a paper (or of ours) beside what we measured.</summary>
/// <param name="Id">Short name, unique in its study.</param>
/// <param name="Text">The claim in a sentence.</param>
/// <param name="Metric">What is measured.</param>
/// <param name="Unit">Unit of all figures.</param>
/// <param name="Kind">What is asked.</param>
/// <param name="Paper">The published figure, or the target.</param>
/// <param name="Ours">Our figure; null when it was not measured.</param>
/// <param name="Baseline">The baseline the paper takes.</param>
/// <param name="StrongestBaseline">The strongest honest baseline we know.</param>
/// <param name="Verdict">What became of it.</param>
public sealed record Claim(
    string Id,
    string Text,
    string Metric,
    string Unit,
    ClaimKind Kind,
    double? Paper,
    double? Ours,
    double? Baseline,
    double? StrongestBaseline,
    ClaimVerdict Verdict)
{
    /// <summary>A figure to be the same as the paper's, within <paramref name="tolerance"/> in the same unit.</summary>
    public static Claim Reproduce(string id, string text, string metric, string unit, double paper, double? ours, double tolerance = 0) => new(
        id, text, metric, unit, ClaimKind.Reproduce, paper, ours, null, null,
        ours is not { } value ? ClaimVerdict.NotMeasured : Math.Abs(value - paper) <= tolerance ? ClaimVerdict.Reproduced : ClaimVerdict.Short);

    /// <summary>A figure to be at most <paramref name="target"/>; smaller is better.</summary>
    public static Claim AtMost(
        string id, string text, string metric, string unit, double target, double? ours, double? baseline = null, double? strongest = null) => new(
        id, text, metric, unit, ClaimKind.Reach, target, ours, baseline, strongest,
        ours is not { } value ? ClaimVerdict.NotMeasured : value > target ? ClaimVerdict.Short : value < target ? ClaimVerdict.Beaten : ClaimVerdict.Reproduced);

    /// <summary>A figure to be at least <paramref name="target"/>; larger is better.</summary>
    public static Claim AtLeast(
        string id, string text, string metric, string unit, double target, double? ours, double? baseline = null, double? strongest = null) => new(
        id, text, metric, unit, ClaimKind.Reach, target, ours, baseline, strongest,
        ours is not { } value ? ClaimVerdict.NotMeasured : value < target ? ClaimVerdict.Short : value > target ? ClaimVerdict.Beaten : ClaimVerdict.Reproduced);

    /// <summary>A figure to be below the baseline's; smaller is better, equal is reproduced.</summary>
    public static Claim Below(string id, string text, string metric, string unit, double? ours, double? baseline, double? paper = null) => new(
        id, text, metric, unit, ClaimKind.Beat, paper, ours, baseline, baseline,
        ours is not { } value || baseline is not { } other ? ClaimVerdict.NotMeasured
            : value < other ? ClaimVerdict.Beaten : value > other ? ClaimVerdict.Short : ClaimVerdict.Reproduced);

    /// <summary>A figure to be above the baseline's; larger is better, equal is reproduced.</summary>
    public static Claim Above(string id, string text, string metric, string unit, double? ours, double? baseline, double? paper = null) => new(
        id, text, metric, unit, ClaimKind.Beat, paper, ours, baseline, baseline,
        ours is not { } value || baseline is not { } other ? ClaimVerdict.NotMeasured
            : value > other ? ClaimVerdict.Beaten : value < other ? ClaimVerdict.Short : ClaimVerdict.Reproduced);

    /// <summary>A figure to lie in [<paramref name="least"/>, <paramref name="most"/>], where the published one lies, or one of several.</summary>
    public static Claim Within(string id, string text, string metric, string unit, double? paper, double least, double most, double? ours) => new(
        id, text, metric, unit, ClaimKind.Reproduce, paper, ours, null, null,
        ours is not { } value ? ClaimVerdict.NotMeasured : value >= least && value <= most ? ClaimVerdict.Reproduced : ClaimVerdict.Short);
}
