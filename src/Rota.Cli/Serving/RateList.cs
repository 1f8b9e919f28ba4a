using System.Collections.Immutable;
using System.Globalization;
using Rota.Cli.Input;

namespace Rota.Cli.Serving;

/// <summary>Rates as a user types them: <c>1x,2x</c>, or <c>1x..6x</c> for whole steps between.</summary>
internal static class RateList
{
    private const int Most = 100;

    /// <exception cref="RotaException">Not rates; says what is expected.</exception>
    public static ImmutableArray<double> Read(string text)
    {
        var rates = ImmutableArray.CreateBuilder<double>();
        foreach (var part in CommaList.Of(text))
        {
            var ends = part.Split("..");
            if (ends.Length > 2) throw Fault(text);
            var (from, to) = (One(ends[0], text), One(ends[^1], text));
            if (to < from) throw new RotaException($"--rate: '{part}' runs backwards, expected {ends[^1]}..{ends[0]}");
            for (var rate = from; rate <= to + 1e-9 && rates.Count < Most; rate++) rates.Add(rate);
        }
        return rates.Count > 0 ? rates.ToImmutable() : throw Fault(text);
    }

    private static double One(string text, string all) =>
        double.TryParse(text.TrimEnd('x', 'X'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && rate is > 0 and <= 1e6 ? rate : throw Fault(all);

    private static RotaException Fault(string text) => new($"--rate: '{text}' is not a list of factors such as 1x,1.5x or 1x..6x");
}
