namespace Rota.Learning;

/// <summary>A policy's choice.</summary>
/// <param name="Candidate">The candidate.</param>
/// <param name="LogProbability">Natural logarithm of the probability it was chosen with; 0 for a rule that is sure.</param>
/// <param name="Value">What the policy expects to earn from here on; 0 when it has no idea.</param>
public readonly record struct Choice(int Candidate, float LogProbability = 0, float Value = 0);
