using System.Globalization;

namespace Rota.Statistics;

/// <summary>Two contenders measured on the same cases (seeds, instances), compared case by case: the spread between cases cancels out.</summary>
/// <param name="Pairs">How many cases.</param>
/// <param name="Difference">Mean of first less second, with its interval after Student; NaN and without ends when there is no pair.</param>
/// <param name="Verdict">Who won, or that it cannot be told.</param>
/// <param name="FirstWins">Cases on which the first was strictly better.</param>
/// <param name="SecondWins">Cases on which the second was strictly better.</param>
/// <param name="Level">The confidence of the interval.</param>
public sealed record PairedComparison(
    int Pairs, Interval Difference, PairedVerdict Verdict, int FirstWins, int SecondWins, double Level)
{
    /// <summary>Compares <paramref name="first"/> and <paramref name="second"/>; entry i of both is the same case.</summary>
    /// <param name="first">The first contender's finite figures.</param>
    /// <param name="second">The second contender's finite figures, as many.</param>
    /// <param name="level">The confidence, in (0, 1).</param>
    /// <param name="largerIsBetter">False when a smaller figure is better (makespan, tardiness), true for throughput and the like.</param>
    /// <exception cref="ArgumentException">Different lengths, or a figure that is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="level"/> outside (0, 1).</exception>
    public static PairedComparison Of(
        ReadOnlySpan<double> first, ReadOnlySpan<double> second, double level = 0.95, bool largerIsBetter = false)
    {
        Interval.CheckLevel(level);
        if (first.Length != second.Length)
            throw new ArgumentException($"pairs need as many figures on both sides, found {first.Length} and {second.Length}", nameof(second));
        var differences = new double[first.Length];
        int above = 0, below = 0;
        for (var i = 0; i < first.Length; i++)
        {
            differences[i] = first[i] - second[i];
            if (differences[i] > 0) above++;
            if (differences[i] < 0) below++;
        }
        var interval = first.IsEmpty
            ? new Interval(double.NaN, double.NegativeInfinity, double.PositiveInfinity)
            : Interval.OfMean(differences, level);
        var verdict = interval.Low > 0 ? Winner(largerIsBetter)
            : interval.High < 0 ? Winner(!largerIsBetter)
            : PairedVerdict.CannotTell;
        return new(first.Length, interval, verdict, largerIsBetter ? above : below, largerIsBetter ? below : above, level);
    }

    /// <summary>True when both did the same in every pair, of which there are at least two.</summary>
    public bool IsEqual => Pairs > 1 && FirstWins == 0 && SecondWins == 0;

    /// <summary>The verdict in words, with both contenders' names.</summary>
    public string Sentence(string first, string second)
    {
        if (Pairs == 0) return $"cannot tell {first} from {second}: no pairs";
        var size = Size(Difference.Mean);
        if (Pairs == 1) return $"cannot tell {first} from {second}: one pair only, {size} apart";
        if (IsEqual) return $"{first} and {second} are equal in all {Pairs} pairs";
        var cases = string.Create(
            CultureInfo.InvariantCulture, $"{Level:0.##%} interval of the difference {Ends()}, {Pairs} pairs");
        return Verdict switch
        {
            PairedVerdict.FirstBetter => $"{first} is better than {second} by {size} ({cases})",
            PairedVerdict.SecondBetter => $"{second} is better than {first} by {size} ({cases})",
            _ => $"cannot tell {first} from {second}: {size} apart ({cases})",
        };
    }

    private static PairedVerdict Winner(bool first) => first ? PairedVerdict.FirstBetter : PairedVerdict.SecondBetter;

    private static string Size(double difference) => Math.Abs(difference).ToString("G4", CultureInfo.InvariantCulture);

    private string Ends() => string.Create(CultureInfo.InvariantCulture, $"[{Difference.Low:G4}, {Difference.High:G4}]");
}
