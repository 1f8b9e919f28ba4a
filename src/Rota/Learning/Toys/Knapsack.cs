using Rota.Randomness;

namespace Rota.Learning.Toys;

/// <summary>Twelve items, each taken or left in turn, into a sack that holds half of their weight. The reward is a taken item's worth; the cost is minus their sum.</summary>
public sealed class Knapsack : IEnvironment
{
    /// <summary>Number of items.</summary>
    public const int Items = 12;

    private static readonly Schema Shown = new("knapsack", 1, 2, 3);

    private int[] weights = [];
    private int[] worths = [];
    private int next, room, sum;

    /// <inheritdoc/>
    public Schema Schema => Shown;

    /// <summary>Weight of each item.</summary>
    public ReadOnlySpan<int> Weights => weights;

    /// <summary>Worth of each item.</summary>
    public ReadOnlySpan<int> Worths => worths;

    /// <summary>What the sack still holds.</summary>
    public int Room => room;

    /// <inheritdoc/>
    public int CandidateCount => next < Items ? 2 : 0;

    /// <inheritdoc/>
    public double Cost => -sum;

    /// <inheritdoc/>
    public void Reset(ulong seed)
    {
        var random = new RandomStream(seed).Split("knapsack");
        weights = [.. Enumerable.Range(0, Items).Select(_ => random.Next(1, 30))];
        worths = [.. Enumerable.Range(0, Items).Select(_ => random.Next(1, 50))];
        (next, room, sum) = (0, weights.Sum() / 2, 0);
    }

    /// <inheritdoc/>
    public bool IsLegal(int candidate) => candidate == 0 || weights[next] <= room;

    /// <inheritdoc/>
    public StepResult Step(int candidate)
    {
        if (next >= Items || candidate is < 0 or > 1 || !IsLegal(candidate)) throw new InvalidOperationException($"candidate {candidate} of {CandidateCount}");
        var reward = candidate == 1 ? worths[next] : 0;
        if (candidate == 1) room -= weights[next];
        sum += reward;
        next++;
        return new(reward, 1, next == Items);
    }

    /// <inheritdoc/>
    public void Observe(Observation into)
    {
        (into.Globals[0], into.Globals[1]) = (room / 100f, next / (float)Items);
        for (var i = 0; i < CandidateCount; i++)
        {
            var features = into.AddCandidate();
            if (i == 0) continue;
            (features[0], features[1], features[2]) = (1, weights[next] / 30f, worths[next] / 50f);
        }
    }

    /// <inheritdoc/>
    public IEnvironment Fork() => (Knapsack)MemberwiseClone();

    /// <inheritdoc/>
    public ulong Digest() => new StateDigest().AddAll<int>(weights).AddAll<int>(worths).Add(next).Add(room).Add(sum).Value;
}
