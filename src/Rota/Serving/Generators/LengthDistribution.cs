using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>How long prompts or outputs are, in tokens.</summary>
public abstract record LengthDistribution
{
    private LengthDistribution() { }

    /// <summary>Always the same.</summary>
    /// <exception cref="RotaException">Below 1 or above 4 million.</exception>
    public static LengthDistribution Fixed(int tokens) => Uniform(tokens, tokens);

    /// <summary>Uniform, both ends included.</summary>
    /// <exception cref="RotaException">Below 1, above 4 million, or the ends in the wrong order.</exception>
    public static LengthDistribution Uniform(int min, int max)
    {
        new OptionFaults().Range("shortest", min, 1, Longest).Range("longest", max, min, Longest).Throw("uniform lengths");
        return new Even(min, max);
    }

    /// <summary>Lognormal with the given median and standard deviation of the logarithm, held to a range.</summary>
    /// <exception cref="RotaException">A median below 1, a negative sigma, or a range in the wrong order.</exception>
    public static LengthDistribution LogNormal(double median, double sigma, int min = 1, int max = Longest)
    {
        new OptionFaults().Range("median", median, 1, Longest).Range("sigma", sigma, 0, 10).Range("shortest", min, 1, Longest).Range("longest", max, min, Longest).Throw("lognormal lengths");
        return new Normal(median, sigma, min, max);
    }

    /// <summary>After a curve of quantiles.</summary>
    public static LengthDistribution Of(LengthCurve curve) => new Curved(curve);

    /// <summary>Draws a length.</summary>
    public abstract int Draw(RandomStream random);

    private const int Longest = 4_000_000;

    private sealed record Even(int Min, int Max) : LengthDistribution
    {
        public override int Draw(RandomStream random) => random.Next(Min, Max);
    }

    private sealed record Normal(double Median, double Sigma, int Min, int Max) : LengthDistribution
    {
        public override int Draw(RandomStream random) => (int)Math.Clamp(Math.Round(random.NextLogNormal(Math.Log(Median), Sigma)), Min, Max);
    }

    private sealed record Curved(LengthCurve Curve) : LengthDistribution
    {
        public override int Draw(RandomStream random) => Curve.Draw(random);
    }
}
