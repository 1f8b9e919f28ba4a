using Rota.Serving.Results;

namespace Rota.Serving.Rehearsal;

/// <summary>One run of a comparison.</summary>
/// <param name="Policy">Name of the policy.</param>
/// <param name="Rate">Factor on the arrival rate.</param>
/// <param name="Seed">Seed, from 1.</param>
/// <param name="Summary">What it brought.</param>
/// <param name="Unfinished">Why requests were left; null when none were.</param>
public sealed record RehearsalRow(string Policy, double Rate, int Seed, RunSummary Summary, string? Unfinished);
