namespace Rota.Cli.Planning;

/// <summary>A file format, for listings.</summary>
/// <param name="Name">What --format takes.</param>
/// <param name="Description">What a file of it looks like.</param>
/// <param name="Writes">True when generate can write it.</param>
internal readonly record struct PlanFormat(string Name, string Description, bool Writes);
