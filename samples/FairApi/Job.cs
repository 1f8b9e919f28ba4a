namespace FairApi;

/// <summary>Pages to be printed for a user.</summary>
internal sealed record Job(string User, int Pages);
