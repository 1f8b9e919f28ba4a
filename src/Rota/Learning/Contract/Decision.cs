namespace Rota.Learning;

/// <summary>A decision to be made.</summary>
/// <param name="Environment">Where it is made. A rule may look at its domain's view (<see cref="IEnvironment.Unwrapped"/>), a search may <see cref="IEnvironment.Fork"/> it; nobody steps it.</param>
/// <param name="Observation">Its features; empty when the policy said that it needs none.</param>
public readonly record struct Decision(IEnvironment Environment, Observation Observation);
