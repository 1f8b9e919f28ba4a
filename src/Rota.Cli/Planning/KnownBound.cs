namespace Rota.Cli.Planning;

/// <summary>The best bounds published for an instance.</summary>
/// <param name="Lower">No answer is below it.</param>
/// <param name="Upper">An answer of this objective is known.</param>
/// <param name="Source">Who says so, and when: "August 2026, Name".</param>
internal sealed record KnownBound(long Lower, long Upper, string Source)
{
    public bool IsClosed => Lower == Upper;

    /// <summary>(objective - upper) / upper, against at least 1.</summary>
    public double Gap(long objective) => (objective - Upper) / Math.Max(1.0, Upper);
}
