namespace Rota.Learning;

/// <summary>A set of things of one kind in an observation: as many rows as there are things.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="Features">Numbers a row, at least 1.</param>
public sealed record SetSpec(string Name, int Features);
