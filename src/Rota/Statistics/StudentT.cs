namespace Rota.Statistics;

/// <summary>Student's t distribution with a whole number of degrees of freedom; quantiles within 1e-8.</summary>
internal static class StudentT
{
    /// <summary>The t below which a share <paramref name="p"/> of the distribution lies, p in (0, 1).</summary>
    public static double Quantile(double p, long degrees)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(degrees, 1);
        if (!(p > 0 && p < 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "a share lies in (0, 1)");
        if (p < 0.5) return -UpperQuantile(p, degrees);
        return p == 0.5 ? 0 : UpperQuantile(1 - p, degrees);
    }

    /// <summary>The share of the distribution above <paramref name="t"/>, for t of at least 0.</summary>
    public static double Tail(double t, long degrees)
    {
        // Half of the regularised incomplete beta function I_x(degrees/2, 1/2), Abramowitz and Stegun 26.7.1.
        var a = degrees / 2.0;
        var square = t * t;
        var x = degrees / (degrees + square);
        var rest = square / (degrees + square);
        if (rest == 0) return 0.5;
        var front = Math.Exp((a * Math.Log(x)) + (0.5 * Math.Log(rest))) * GammaRatio(a) / Math.Sqrt(Math.PI);
        return x < (a + 1) / (a + 2.5)
            ? 0.5 * front * ContinuedFraction(x, a, 0.5) / a
            : 0.5 - (front * ContinuedFraction(rest, 0.5, a));
    }

    private static double UpperQuantile(double tail, long degrees)
    {
        // The tail is convex and falls, so Newton's steps from 0 approach its root from below and never pass it.
        var scale = GammaRatio(degrees / 2.0) / Math.Sqrt(degrees * Math.PI);
        var t = 0.0;
        for (var i = 0; i < 2000; i++)
        {
            var density = scale * Math.Exp(-(degrees + 1) / 2.0 * LogOnePlus(t * t / degrees));
            var step = (Tail(t, degrees) - tail) / density;
            if (!(step > t * 1e-14)) break;
            t += step;
        }
        return t;
    }

    /// <summary>Gamma(a + 1/2) / Gamma(a).</summary>
    private static double GammaRatio(double a)
    {
        var shift = 1.0;
        for (; a < 20; a++) shift *= a / (a + 0.5);
        var inverse = 1 / (a * a);
        var series = (1.0 / 8) - (inverse * ((1.0 / 192) - (inverse * ((1.0 / 640) - (inverse * 17 / 14336)))));
        return shift * Math.Sqrt(a) * Math.Exp(-series / a);
    }

    /// <summary>ln(1 + x) without the loss of digits for small x.</summary>
    private static double LogOnePlus(double x)
    {
        var sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * x / (sum - 1);
    }

    /// <summary>The continued fraction of the incomplete beta function (DLMF 8.17.22), by the modified method of Lentz.</summary>
    private static double ContinuedFraction(double x, double a, double b)
    {
        const double Tiny = 1e-300;
        var numerator = 1.0;
        var denominator = NotZero(1 - ((a + b) * x / (a + 1)));
        denominator = 1 / denominator;
        var value = denominator;
        for (var m = 1; m < 1_000_000; m++)
        {
            Step(m * (b - m) * x / ((a + (2.0 * m) - 1) * (a + (2.0 * m))));
            if (Step(-(a + m) * (a + b + m) * x / ((a + (2.0 * m)) * (a + (2.0 * m) + 1))) < 1e-15) break;
        }
        return value;

        static double NotZero(double v) => Math.Abs(v) < Tiny ? Tiny : v;

        double Step(double coefficient)
        {
            denominator = 1 / NotZero(1 + (coefficient * denominator));
            numerator = NotZero(1 + (coefficient / numerator));
            var factor = numerator * denominator;
            value *= factor;
            return Math.Abs(factor - 1);
        }
    }
}
