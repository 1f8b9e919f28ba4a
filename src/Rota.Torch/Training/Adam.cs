namespace Rota.Torch.Training;

/// <summary>
/// Adam (Kingma and Ba 2015) on flat arrays: one pass clips by the norm of the whole gradient, updates the moments and steps. libtorch's own takes a call an
/// operation and parameter; this one's moments are what a checkpoint holds.
/// </summary>
/// <param name="length">Number of weights.</param>
public sealed class Adam(int length)
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-5;

    /// <summary>First moments.</summary>
    public float[] First { get; } = new float[length];

    /// <summary>Second moments.</summary>
    public float[] Second { get; } = new float[length];

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>One step.</summary>
    /// <param name="weights">Changed.</param>
    /// <param name="gradient">Of the loss.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="largestNorm">The gradient is scaled down to this norm.</param>
    /// <returns>The gradient's norm before.</returns>
    /// <exception cref="InvalidOperationException">The gradient is not finite.</exception>
    public double Step(Span<float> weights, ReadOnlySpan<float> gradient, double rate, double largestNorm)
    {
        var squares = 0.0;
        foreach (var g in gradient) squares += (double)g * g;
        var norm = Math.Sqrt(squares);
        if (!double.IsFinite(norm)) throw new InvalidOperationException("the gradient is not finite");
        var scale = (float)(norm > largestNorm ? largestNorm / (norm + 1e-6) : 1);
        Steps++;
        var (correct1, correct2) = (1 - Math.Pow(Beta1, Steps), 1 - Math.Pow(Beta2, Steps));
        var (step, root) = ((float)(rate / correct1), (float)(1 / Math.Sqrt(correct2)));
        for (var i = 0; i < weights.Length; i++)
        {
            var g = gradient[i] * scale;
            First[i] = ((float)Beta1 * First[i]) + ((float)(1 - Beta1) * g);
            Second[i] = ((float)Beta2 * Second[i]) + ((float)(1 - Beta2) * g * g);
            weights[i] -= step * First[i] / ((MathF.Sqrt(Second[i]) * root) + (float)Epsilon);
        }
        return norm;
    }
}
