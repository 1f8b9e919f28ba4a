namespace Rota.Tuning.Expressions;

/// <summary>Something a priority may look at.</summary>
/// <param name="Name">The name in expressions: lower case letters, digits and underscores.</param>
/// <param name="Meaning">What it is, with its unit, in a few words for people and models.</param>
/// <param name="Shared">True when it is the same for all that wait in one line (the time, how many wait), false when each has its own.</param>
public sealed record Feature(string Name, string Meaning, bool Shared = false);
