namespace Rota.Serving.Generators;

/// <summary>What <see cref="ShortContextPrograms"/> should make.</summary>
public sealed record ShortContextProgramOptions
{
    /// <summary>Programs, at least 1. Default 100.</summary>
    public int Programs { get; init; } = 100;

    /// <summary>Programs a second, more than 0. Default 3.</summary>
    public double Rate { get; init; } = 3;

    /// <summary>Seconds a tool takes, at least 0. Default 1.</summary>
    public double ToolSeconds { get; init; } = 1;

    /// <summary>Same seed, same programs. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="RotaException">Some value is out of range.</exception>
    internal void Validate() => new OptionFaults()
        .Count("programs", Programs, 100_000).Positive("rate", Rate).Range("tool seconds", ToolSeconds, 0, 86_400).Throw("programs with short contexts");
}
