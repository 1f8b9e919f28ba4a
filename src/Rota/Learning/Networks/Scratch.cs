namespace Rota.Learning.Networks;

/// <summary>Scratch that grows and stays.</summary>
internal sealed class Scratch
{
    private float[] numbers = [];

    /// <summary>Room for so many numbers, with whatever was there before.</summary>
    public Span<float> Of(int count)
    {
        if (numbers.Length < count) numbers = new float[Math.Max(count, numbers.Length * 2)];
        return numbers.AsSpan(0, count);
    }
}
