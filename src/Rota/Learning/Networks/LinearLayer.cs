namespace Rota.Learning.Networks;

/// <summary>A linear layer with its weights laid out for <see cref="Kernels.Linear"/>.</summary>
public sealed class LinearLayer
{
    private readonly float[] transposed;
    private readonly float[] bias;

    /// <summary>From PyTorch's layout.</summary>
    /// <param name="weights">[out, in], row by row.</param>
    /// <param name="bias">[out].</param>
    public LinearLayer(ReadOnlySpan<float> weights, float[] bias)
    {
        this.bias = bias;
        Outputs = bias.Length;
        Inputs = weights.Length / Math.Max(1, bias.Length);
        transposed = Kernels.Transpose(weights, Outputs, Inputs);
    }

    /// <summary>Width of its input.</summary>
    public int Inputs { get; }

    /// <summary>Width of its output.</summary>
    public int Outputs { get; }

    /// <summary>Rows in, rows out.</summary>
    public void Apply(ReadOnlySpan<float> x, Span<float> y) => Kernels.Linear(x, transposed, bias, y, Inputs, Outputs);
}
