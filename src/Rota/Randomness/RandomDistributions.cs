namespace Rota.Randomness;

/// <summary>Draws from the usual distributions. Every draw takes fresh bits; nothing is kept between two of them.</summary>
public static class RandomDistributions
{
    /// <summary>Uniform in [low, high).</summary>
    public static double NextUniform(this RandomStream random, double low, double high) => low + ((high - low) * random.NextDouble());

    /// <summary>Normal with the given mean and standard deviation (Box and Muller 1958).</summary>
    public static double NextNormal(this RandomStream random, double mean = 0, double deviation = 1)
    {
        var radius = Math.Sqrt(-2 * Math.Log(1.0 - random.NextDouble()));
        return mean + (deviation * radius * Math.Cos(2 * Math.PI * random.NextDouble()));
    }

    /// <summary>Lognormal: e to the power of a normal with mean <paramref name="mu"/> and standard deviation <paramref name="sigma"/>; its median is e^mu.</summary>
    public static double NextLogNormal(this RandomStream random, double mu, double sigma) => Math.Exp(random.NextNormal(mu, sigma));

    /// <summary>Gamma with the given shape, above 0, and scale; the mean is their product (Marsaglia and Tsang 2000).</summary>
    /// <exception cref="ArgumentOutOfRangeException">A shape or scale that is not above 0.</exception>
    public static double NextGamma(this RandomStream random, double shape, double scale)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(scale);
        // Below 1 the density is not bounded: draw with shape + 1 and scale down by a power of a uniform number.
        if (shape < 1) return random.NextGamma(shape + 1, scale) * Math.Pow(1.0 - random.NextDouble(), 1 / shape);
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.NextNormal();
            var v = 1 + (c * x);
            if (v <= 0) continue;
            v *= v * v;
            if (Math.Log(1.0 - random.NextDouble()) < (0.5 * x * x) + (d * (1 - v + Math.Log(v)))) return d * v * scale;
        }
    }

    /// <summary>Geometric: tries until the first success, at least 1, each with probability <paramref name="success"/> in (0, 1]; the mean is its inverse.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A probability outside (0, 1].</exception>
    public static int NextGeometric(this RandomStream random, double success)
    {
        if (!(success > 0 && success <= 1)) throw new ArgumentOutOfRangeException(nameof(success), success, "a probability lies in (0, 1]");
        if (success == 1) return 1;
        return (int)Math.Min(int.MaxValue, 1 + Math.Floor(Math.Log(1.0 - random.NextDouble()) / Math.Log(1 - success)));
    }
}
