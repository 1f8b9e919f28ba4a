namespace Rota.Learning;

/// <summary>Edges of one kind between rows of sets.</summary>
/// <param name="Name">Its name, in lower case.</param>
/// <param name="From">The set its edges start in.</param>
/// <param name="To">The set its edges end in; may be the same.</param>
/// <param name="Features">Numbers an edge, at least 0.</param>
public sealed record EdgeSpec(string Name, string From, string To, int Features = 0);
