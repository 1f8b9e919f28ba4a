using System.Collections.Immutable;

namespace Rota.Shop.Transfer.Generators;

/// <summary>Settings of <see cref="TandemLine"/>; times in seconds.</summary>
public sealed record TandemOptions
{
    /// <summary>Nominal process times of the eight stations for the first recipe. Default: the line of the study.</summary>
    public ImmutableArray<double> Seconds { get; init; } = [60, 45, 70, 50, 55, 65, 40, 60];

    /// <summary>Slots of the buffer between the two robots. Default 4.</summary>
    public int Buffer { get; init; } = 4;

    /// <summary>Share of the second recipe, which leaves out the third and the sixth station, and whose times are the first's in reverse. Default 0.4.</summary>
    public double SecondShare { get; init; } = 0.4;

    /// <summary>Share by which process times stray. Default 0.</summary>
    public double Noise { get; init; }

    /// <summary>Mean time between stops of a station; 0 for none. Default 3600.</summary>
    public double MeanUp { get; init; } = 3600;

    /// <summary>Mean length of a stop. Default 300.</summary>
    public double MeanDown { get; init; } = 300;

    /// <summary>Arms of both robots. Default 1.</summary>
    public int Arms { get; init; } = 1;

    /// <summary>Part of the name. Default 1.</summary>
    public ulong Seed { get; init; } = 1;
}
