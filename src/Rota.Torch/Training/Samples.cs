using Rota.Learning.Rollouts;

namespace Rota.Torch.Training;

/// <summary>Decisions to learn from, as arrays beside their observations.</summary>
/// <param name="Observations">What was seen.</param>
/// <param name="Choices">What was chosen, or should have been.</param>
/// <param name="OldLogProbabilities">Log-probability at the time; of imitation, unused.</param>
/// <param name="Advantages">What the choice was worth; of imitation, its weight.</param>
/// <param name="Returns">What the critic should have expected; null without a critic.</param>
/// <param name="Groups">Action of each decision.</param>
internal sealed record Samples(
    ObservationBatch Observations, int[] Choices, float[] OldLogProbabilities, float[] Advantages, float[]? Returns, int[] Groups)
{
    public int Count => Choices.Length;

    /// <summary>Some of them; advantages normalised among themselves when asked.</summary>
    public Samples Pick(ReadOnlySpan<int> indices, bool normalise)
    {
        var batch = new ObservationBatch(Observations.Schema);
        foreach (var index in indices) batch.Add(Observations, index);
        var advantages = Of(Advantages, indices);
        if (normalise) Rota.Learning.Rollouts.Advantages.Normalise(advantages);
        return new(batch, Of(Choices, indices), Of(OldLogProbabilities, indices), advantages, Returns is null ? null : Of(Returns, indices), Of(Groups, indices));
    }

    private static T[] Of<T>(T[] values, ReadOnlySpan<int> indices)
    {
        var picked = new T[indices.Length];
        for (var i = 0; i < picked.Length; i++) picked[i] = values[indices[i]];
        return picked;
    }
}
