using System.Collections.Immutable;
using System.Globalization;
using Rota.Randomness;

namespace Rota.Serving.Generators;

/// <summary>How long prompts or outputs are, in tokens, as a curve of quantiles: between two given points the logarithm of the length is linear.</summary>
public sealed record LengthCurve
{
    private LengthCurve(ImmutableArray<(double Quantile, double Tokens)> points) => Points = points;

    /// <summary>Quantiles from 0 to 1 with their lengths, both rising.</summary>
    public ImmutableArray<(double Quantile, double Tokens)> Points { get; }

    /// <summary>A curve through points.</summary>
    /// <param name="points">From quantile 0 to quantile 1; lengths at least 1 that never fall.</param>
    /// <exception cref="RotaException">Points in another order, or lengths below 1.</exception>
    public static LengthCurve Through(params ReadOnlySpan<(double Quantile, double Tokens)> points)
    {
        if (points.Length < 2 || points[0].Quantile != 0 || points[^1].Quantile != 1) throw new RotaException("a curve of lengths goes from quantile 0 to quantile 1");
        for (var i = 0; i < points.Length; i++)
        {
            if (!(points[i].Tokens >= 1 && points[i].Tokens <= 4_000_000))
                throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"length {points[i].Tokens} at quantile {points[i].Quantile}, expected 1 to 4000000 tokens"));
            if (i > 0 && !(points[i].Quantile > points[i - 1].Quantile && points[i].Tokens >= points[i - 1].Tokens))
                throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"quantile {points[i].Quantile} stands behind {points[i - 1].Quantile}, expected rising quantiles and lengths"));
        }
        return new([.. points]);
    }

    /// <summary>Always the same length.</summary>
    public static LengthCurve Fixed(int tokens) => Through((0, tokens), (1, tokens));

    /// <summary>The length at a quantile in [0, 1].</summary>
    public double At(double quantile)
    {
        var i = 1;
        while (i < Points.Length - 1 && Points[i].Quantile < quantile) i++;
        var ((q0, t0), (q1, t1)) = (Points[i - 1], Points[i]);
        return t0 * Math.Pow(t1 / t0, Math.Clamp((quantile - q0) / (q1 - q0), 0, 1));
    }

    /// <summary>The mean length.</summary>
    public double Mean
    {
        get
        {
            var mean = 0.0;
            for (var i = 1; i < Points.Length; i++)
            {
                var ((q0, t0), (q1, t1)) = (Points[i - 1], Points[i]);
                mean += (q1 - q0) * (t0 == t1 ? t0 : (t1 - t0) / Math.Log(t1 / t0));
            }
            return mean;
        }
    }

    /// <summary>Draws a length.</summary>
    public int Draw(RandomStream random) => (int)Math.Round(At(random.NextDouble()));
}
