namespace Rota.Serving.Policies;

/// <summary>
/// Fits <see cref="LengthBoundary"/> to samples of step times by least squares, over a sliding window (LAPS 3.1). The paper does not say how compute and
/// memory time are told apart at run time: here the steps of long prompts count as compute, those of short ones as memory. What a step of long prompts takes
/// whatever their length, the host's part, is fitted and left out: it would bend the curve until alpha is negative.
/// </summary>
/// <param name="window">Samples of each kind that are kept.</param>
public sealed class LengthBoundaryFit(int window = 512)
{
    private readonly Queue<(double X, double Y, double Time)> compute = [];
    private readonly Queue<(double X, double Y, double Time)> memory = [];

    /// <summary>A step that computed; several prompts add up.</summary>
    /// <param name="pairs">Sum of L (L + 2H).</param>
    /// <param name="tokens">Sum of L.</param>
    /// <param name="time">How long.</param>
    public void AddCompute(double pairs, double tokens, double time) => Add(compute, pairs, tokens, time);

    /// <summary>A step that was bound by memory.</summary>
    /// <param name="tokens">Sum of L.</param>
    /// <param name="history">Sum of H.</param>
    /// <param name="time">How long.</param>
    public void AddMemory(double tokens, double history, double time) => Add(memory, tokens, history, time);

    /// <summary>The fit; null while samples are too few, all alike, or give no boundary.</summary>
    public LengthBoundary? Fit()
    {
        if (Solve(Centred(compute)) is not var (alpha, beta) || !(alpha > 0)) return null;
        var (write, read) = Solve(memory) ?? (Slope(memory), 0);
        return double.IsFinite(write) ? new(alpha, beta, write, Math.Max(0, read)) : null;
    }

    private void Add(Queue<(double, double, double)> samples, double x, double y, double time)
    {
        if (samples.Count == window) samples.Dequeue();
        samples.Enqueue((x, y, time));
    }

    /// <summary>Least squares of time on x and y through the origin; null when they do not tell the two apart.</summary>
    private static (double X, double Y)? Solve(IEnumerable<(double X, double Y, double Time)> samples)
    {
        double xx = 0, xy = 0, yy = 0, xt = 0, yt = 0;
        foreach (var (x, y, time) in samples)
        {
            xx += x * x;
            xy += x * y;
            yy += y * y;
            xt += x * time;
            yt += y * time;
        }
        var determinant = (xx * yy) - (xy * xy);
        return determinant > 1e-9 * xx * yy ? (((yy * xt) - (xy * yt)) / determinant, ((xx * yt) - (xy * xt)) / determinant) : null;
    }

    /// <summary>Samples less their mean: a constant part drops out of the fit.</summary>
    private static List<(double X, double Y, double Time)> Centred(Queue<(double X, double Y, double Time)> samples)
    {
        if (samples.Count == 0) return [];
        var (x, y, time) = (samples.Average(s => s.X), samples.Average(s => s.Y), samples.Average(s => s.Time));
        return [.. samples.Select(s => (s.X - x, s.Y - y, s.Time - time))];
    }

    private static double Slope(Queue<(double X, double Y, double Time)> samples) => samples.Sum(s => s.X * s.Time) / samples.Sum(s => s.X * s.X);
}
