using System.Collections.Immutable;

namespace Rota.Serving.Generators;

/// <summary>A generator of the catalog.</summary>
/// <param name="Name">The name the user gives it.</param>
/// <param name="Description">One line: what it makes, and after which paper.</param>
/// <param name="Parameters">What may be set behind the name, besides the seed.</param>
/// <param name="Create">Makes the trace.</param>
public sealed record ServingGenerator(string Name, string Description, ImmutableArray<GeneratorParameter> Parameters, Func<GeneratorValues, ServingTrace> Create)
{
    /// <summary>Name and parameters with their defaults, as the user would write them: <c>synthetic-mix:requests=2000,rate=6</c>.</summary>
    public string Usage => $"{Name}:{string.Join(',', Parameters.Select(parameter => $"{parameter.Name}={parameter.Default}"))}";
}
