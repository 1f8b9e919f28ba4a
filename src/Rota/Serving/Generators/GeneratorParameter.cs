namespace Rota.Serving.Generators;

/// <summary>Something a generator's name may set.</summary>
/// <param name="Name">How the user writes it.</param>
/// <param name="Meaning">What it is, with its unit.</param>
/// <param name="Default">What it is when nothing is said.</param>
public sealed record GeneratorParameter(string Name, string Meaning, string Default);
