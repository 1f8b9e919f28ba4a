namespace Rota.Statistics;

/// <summary>Mean and sample standard deviation, in two passes: a large common offset costs no digits.</summary>
internal readonly record struct Moments(double Mean, double StandardDeviation)
{
    public static Moments Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) throw new ArgumentException("a mean needs at least one value", nameof(values));
        var sum = 0.0;
        foreach (var value in values)
        {
            if (!double.IsFinite(value)) throw new ArgumentException($"a mean needs finite values, found {value}", nameof(values));
            sum += value;
        }
        var mean = sum / values.Length;
        var squares = 0.0;
        var rest = 0.0;
        foreach (var value in values)
        {
            var deviation = value - mean;
            squares += deviation * deviation;
            rest += deviation;
        }
        // The deviations of a rounded mean do not add up to zero: their sum corrects both.
        var exact = mean + (rest / values.Length);
        var variance = values.Length == 1 ? 0 : (squares - (rest * rest / values.Length)) / (values.Length - 1);
        return new(exact, Math.Sqrt(Math.Max(0, variance)));
    }
}
