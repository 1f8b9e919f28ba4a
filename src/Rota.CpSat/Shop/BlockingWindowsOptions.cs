namespace Rota.CpSat.Shop;

/// <summary>Options of <see cref="BlockingWindows"/>.</summary>
public sealed record BlockingWindowsOptions
{
    /// <summary>Seconds for one neighbourhood at most, above 0. Default 1.</summary>
    public double Moment { get; init; } = 1;

    /// <summary>Operations in the first neighbourhoods, at least 2. Default 50.</summary>
    public int Size { get; init; } = 50;

    /// <summary>Of how many neighbourhoods one is a few whole jobs, 0 for none. Default 4.</summary>
    public int Jobs { get; init; } = 4;

    /// <summary>Of how many neighbourhoods one is a long window of which half of the jobs are let go, 0 for none. Default 3.</summary>
    public int Half { get; init; } = 3;
}
