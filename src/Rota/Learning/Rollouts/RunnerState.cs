namespace Rota.Learning.Rollouts;

/// <summary>Where an environment of a <see cref="VectorRunner"/> stands: enough to be there again by playing the episode's choices anew.</summary>
/// <param name="Episode">Number of the episode it is in.</param>
/// <param name="Choices">Candidates chosen in it up to now.</param>
public sealed record RunnerState(long Episode, IReadOnlyList<int> Choices);
