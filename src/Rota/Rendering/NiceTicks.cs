using System.Globalization;

namespace Rota.Rendering;

/// <summary>Round values for an axis: multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class NiceTicks
{
    /// <summary>The smallest nice step that gives at most <paramref name="most"/> intervals.</summary>
    public static double Step(double span, double most)
    {
        if (!(span > 0) || !(most > 0)) return 1;
        var rough = span / most;
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        foreach (var factor in (ReadOnlySpan<double>)[1, 2, 5])
        {
            if (factor * power >= rough * (1 - 1e-9)) return factor * power;
        }
        return 10 * power;
    }

    /// <summary>All multiples of a nice step in [low, high].</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    /// <param name="most">About how many at most.</param>
    /// <param name="smallest">The step is no smaller: 1 for integer time.</param>
    public static List<double> Linear(double low, double high, double most, double smallest = 0)
    {
        var step = Math.Max(Step(high - low, most), smallest);
        var ticks = new List<double>();
        var first = Math.Ceiling(low / step - 1e-9);
        var count = Math.Floor(high / step + 1e-9) - first;
        for (var i = 0; i <= count; i++) ticks.Add((first + i) * step);
        return ticks;
    }

    /// <summary>Powers of ten in [low, high], with 2 and 5 times them where the range is short.</summary>
    public static List<double> Logarithmic(double low, double high)
    {
        var ticks = new List<double>();
        var decades = Math.Log10(high / low);
        ReadOnlySpan<double> factors = decades <= 2.5 ? [1, 2, 5] : [1];
        for (var power = Math.Floor(Math.Log10(low) + 1e-9); power <= Math.Log10(high); power++)
        {
            foreach (var factor in factors)
            {
                var tick = factor * Math.Pow(10, power);
                if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) ticks.Add(tick);
            }
        }
        return ticks;
    }

    /// <summary>A tick's label: digits in groups of three, without needless decimals.</summary>
    public static string Label(double value)
    {
        var size = Math.Abs(value);
        if (size >= 1e15 || (size > 0 && size < 1e-4)) return value.ToString("0.##e+0", CultureInfo.InvariantCulture);
        var text = value.ToString(size >= 10_000 ? "#,0.####" : "0.####", CultureInfo.InvariantCulture);
        return text.Replace(',', '\u202F').Replace('-', '−');
    }
}
