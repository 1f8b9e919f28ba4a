namespace Rota.Shop.Transfer.Reading;

/// <summary>A row of a sheet that was read off a policy.</summary>
/// <param name="Text">The row in the language of rule sheets.</param>
/// <param name="Decisions">Decisions it made of those that no row above it made.</param>
/// <param name="Agreement">Share of them in which the policy did the same.</param>
public sealed record SheetRow(string Text, int Decisions, double Agreement);
