namespace Rota.Learning.Tuning;

/// <summary>Settings of <see cref="EvolutionStrategy"/>.</summary>
public sealed record EvolutionOptions
{
    /// <summary>Steps of the centre, at least 1. Default 40.</summary>
    public int Generations { get; init; } = 40;

    /// <summary>Mirrored pairs a generation, at least 1. Default 8.</summary>
    public int Pairs { get; init; } = 8;

    /// <summary>Spread of the samples around the centre, above 0. Default 0.5; it falls in a straight line to a tenth.</summary>
    public double Spread { get; init; } = 0.5;

    /// <summary>Length of a step in spreads, above 0. Default 1.</summary>
    public double Step { get; init; } = 1;

    /// <summary>Master seed. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Throws when a value is out of its range.</summary>
    internal void Validate()
    {
        if (Generations < 1) throw new RotaException($"generations {Generations}, expected at least 1");
        if (Pairs < 1) throw new RotaException($"pairs {Pairs}, expected at least 1");
        if (!(Spread > 0)) throw new RotaException($"spread {Spread}, expected above 0");
        if (!(Step > 0)) throw new RotaException($"step {Step}, expected above 0");
    }
}
