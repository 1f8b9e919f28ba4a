namespace Rota.Shop.Transfer.Reading;

/// <summary>A kind of situation, in words, and what a policy does in it.</summary>
/// <param name="State">What may be done, most upstream first, as far as it counts: who is ready, who will be, who can be swapped.</param>
/// <param name="Choice">What it does most often.</param>
/// <param name="Decisions">How often the situation came.</param>
/// <param name="Agreement">Share of them in which it did just that.</param>
public sealed record PolicyClass(string State, string Choice, int Decisions, double Agreement);
