using System.Collections.Immutable;

namespace Rota.Shop.Learning.Clock;

/// <summary>A decision of <see cref="ClockRollouts"/>, as it was taken.</summary>
/// <param name="Now">The clock.</param>
/// <param name="WaitUntil">Where waiting would lead; null when nobody may wait.</param>
/// <param name="Logits">A score for every job and for waiting; negative infinity for what is illegal.</param>
/// <param name="Executed">What was done, in order; the number of jobs stands for waiting.</param>
public readonly record struct ClockDecision(long Now, long? WaitUntil, ImmutableArray<float> Logits, ImmutableArray<int> Executed);
