using Rota.Randomness;

namespace Rota.Learning.Toys;

/// <summary>
/// A contextual bandit: every episode is one choice among 5 to 50 candidates of four numbers in [-1, 1]; the best is the one with the largest value of a
/// hidden, bent function. Reward from 0 (worst candidate) to 1 (best); the cost is what is missing to 1.
/// </summary>
public sealed class Bandit : IEnvironment
{
    private static readonly Schema Shown = new("bandit", 1, 0, 4);

    private float[] features = [];
    private double[] values = [];
    private bool over;

    /// <inheritdoc/>
    public Schema Schema => Shown;

    /// <inheritdoc/>
    public int CandidateCount => over ? 0 : values.Length;

    /// <inheritdoc/>
    public double Cost { get; private set; }

    /// <inheritdoc/>
    public void Reset(ulong seed)
    {
        var random = new RandomStream(seed).Split("bandit");
        var count = random.Next(5, 50);
        features = new float[4 * count];
        for (var i = 0; i < features.Length; i++) features[i] = (float)random.NextUniform(-1, 1);
        values = [.. Enumerable.Range(0, count).Select(i => Worth(features.AsSpan(4 * i, 4)))];
        (over, Cost) = (false, 0);
    }

    /// <inheritdoc/>
    public bool IsLegal(int candidate) => true;

    /// <inheritdoc/>
    public StepResult Step(int candidate)
    {
        if (over || (uint)candidate >= (uint)values.Length) throw new InvalidOperationException($"candidate {candidate} of {CandidateCount}");
        over = true;
        var (least, largest) = (values.Min(), values.Max());
        var reward = (values[candidate] - least) / (largest - least);
        Cost = 1 - reward;
        return new(reward, 1, Terminated: true);
    }

    /// <inheritdoc/>
    public void Observe(Observation into)
    {
        for (var i = 0; i < CandidateCount; i++) features.AsSpan(4 * i, 4).CopyTo(into.AddCandidate());
    }

    /// <inheritdoc/>
    public IEnvironment Fork() => (Bandit)MemberwiseClone();

    /// <inheritdoc/>
    public ulong Digest() => new StateDigest().AddAll<float>(features).Add(over ? 1 : 0).Add(Cost).Value;

    private static double Worth(ReadOnlySpan<float> x) => x[0] - (0.5 * x[1]) + Math.Abs(x[2]) - (x[3] * x[3]);
}
