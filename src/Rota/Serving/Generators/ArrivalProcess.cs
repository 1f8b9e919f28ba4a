using System.Globalization;
using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>When requests, or programs, arrive: independent gaps of a given mean and spread. The first arrival is at 0.</summary>
/// <param name="Rate">Arrivals a second, more than 0.</param>
/// <param name="Variation">Coefficient of variation of the gaps, at least 0: 0 is a constant rate, 1 is Poisson, anything else gamma.</param>
public sealed record ArrivalProcess(double Rate, double Variation = 1)
{
    /// <summary>Exponential gaps.</summary>
    public static ArrivalProcess Poisson(double rate) => new(rate);

    /// <summary>Gamma gaps with the given coefficient of variation; above 1 they come in bursts.</summary>
    public static ArrivalProcess Gamma(double rate, double variation) => new(rate, variation);

    /// <summary>Equal gaps.</summary>
    public static ArrivalProcess Constant(double rate) => new(rate, 0);

    /// <summary>What is out of range, in words; null when nothing is.</summary>
    internal string? Fault =>
        !(Rate > 0 && Rate <= 1e9) ? string.Create(CultureInfo.InvariantCulture, $"rate {Rate}, expected more than 0 a second, at most 1E+09")
        : !(Variation >= 0 && Variation <= 100) ? string.Create(CultureInfo.InvariantCulture, $"coefficient of variation {Variation}, expected 0 to 100")
        : null;

    /// <summary>The gap to the next arrival, in seconds.</summary>
    internal double Gap(RandomStream random)
    {
        if (Variation == 0) return 1 / Rate;
        if (Variation == 1) return random.NextExponential(1 / Rate);
        var shape = 1 / (Variation * Variation);
        return random.NextGamma(shape, 1 / (Rate * shape));
    }

    /// <summary>Arrival times of <paramref name="count"/> requests.</summary>
    /// <exception cref="RotaException">Out of range, or the last would come later than a run may last.</exception>
    internal double[] Times(int count, RandomStream random)
    {
        if (Fault is { } fault) throw new RotaException(fault);
        var times = new double[count];
        for (var i = 1; i < count; i++) times[i] = times[i - 1] + Gap(random);
        // Constant gaps would drift by rounding when added up.
        if (Variation == 0) for (var i = 1; i < count; i++) times[i] = i / Rate;
        if (count > 0 && times[^1] > SimTime.MaxSeconds)
            throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"{count} arrivals at {Rate} a second take {times[^1] / 86400:0} days, expected at most 60; raise the rate"));
        return times;
    }
}
