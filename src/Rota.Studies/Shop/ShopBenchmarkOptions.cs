using System.Collections.Immutable;

namespace Rota.Studies.Shop;

/// <summary>What <see cref="ShopBenchmark"/> runs.</summary>
public sealed record ShopBenchmarkOptions
{
    /// <summary>Instance files; empty: the public sets that lie beside the checkout (see <see cref="StudyData"/>), or ta01-80 from their generator.</summary>
    public ImmutableArray<string> Files { get; init; } = [];

    /// <summary>Solvers by name. The first is the one the targets speak of; the others are what it is compared with.</summary>
    public ImmutableArray<string> Solvers { get; init; } = ["portfolio", "cp-sat"];

    /// <summary>Wall time of each run, above 0.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Threads of each run, at least 1.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Seeds 1 to this number, at least 1.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Instances of each class, the first ones; null takes all.</summary>
    public int? PerClass { get; init; }

    /// <summary>Only classes whose name begins with one of these; empty takes those with a target.</summary>
    public ImmutableArray<string> Classes { get; init; } = [];

    /// <summary>File to which each result is added at once; results it already holds are not measured again. Null keeps nothing.</summary>
    public string? Results { get; init; }

    /// <summary>The short mode: two instances a class, 10 s each: under 20 minutes on two cores.</summary>
    public static ShopBenchmarkOptions Short { get; } = new() { Time = TimeSpan.FromSeconds(10), PerClass = 2 };
}
