namespace Rota.Serving.Generators;

/// <summary>What <see cref="PaperPrograms"/> should make.</summary>
public sealed record PaperProgramOptions
{
    /// <summary>Programs, at least 1. Default 100.</summary>
    public int Programs { get; init; } = 100;

    /// <summary>Programs a second, more than 0. Default 0.04.</summary>
    public double Rate { get; init; } = 0.04;

    /// <summary>Share of tool calls that are a slow <c>pytest</c> of 30 to 300 s, uniform; 0 to 1. Default 0.</summary>
    public double SlowShare { get; init; }

    /// <summary>Same seed, same programs. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="RotaException">Some value is out of range.</exception>
    internal void Validate() => new OptionFaults()
        .Count("programs", Programs, 100_000).Positive("rate", Rate).Range("share of slow calls", SlowShare, 0, 1).Throw("programs as in Continuum");
}
