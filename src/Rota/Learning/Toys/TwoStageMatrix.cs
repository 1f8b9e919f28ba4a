using Rota.Randomness;

namespace Rota.Learning.Toys;

/// <summary>
/// Pick a row, then a column, of a 6 x 6 matrix of numbers in [0, 1): one action of two stages, no time between them. A third of the cells is taken: what may
/// be picked in the second stage depends on the first. The reward is the cell's number over the best one; the cost is what is missing to 1.
/// </summary>
public sealed class TwoStageMatrix : IEnvironment
{
    private const int Size = 6;

    private static readonly Schema Shown = new("two-stage-matrix", 1, 1, 3);

    private double[] cells = [];
    private bool[] taken = [];
    private int row;
    private bool over;

    /// <inheritdoc/>
    public Schema Schema => Shown;

    /// <inheritdoc/>
    public int CandidateCount => over ? 0 : Size;

    /// <inheritdoc/>
    public double Cost { get; private set; }

    /// <inheritdoc/>
    public void Reset(ulong seed)
    {
        var random = new RandomStream(seed).Split("matrix");
        cells = [.. Enumerable.Range(0, Size * Size).Select(_ => random.NextDouble())];
        taken = [.. Enumerable.Range(0, Size * Size).Select(_ => random.Next(3) == 0)];
        // Some row must stay open.
        taken[random.Next(Size * Size)] = false;
        (row, over, Cost) = (-1, false, 0);
    }

    /// <inheritdoc/>
    public bool IsLegal(int candidate) => row < 0 ? Enumerable.Range(0, Size).Any(c => !taken[(candidate * Size) + c]) : !taken[(row * Size) + candidate];

    /// <inheritdoc/>
    public StepResult Step(int candidate)
    {
        if (over || (uint)candidate >= Size || !IsLegal(candidate)) throw new InvalidOperationException($"candidate {candidate} of {CandidateCount}");
        if (row < 0)
        {
            row = candidate;
            return new(0, 0, Terminated: false);
        }
        var best = Enumerable.Range(0, cells.Length).Where(i => !taken[i]).Max(i => cells[i]);
        var reward = cells[(row * Size) + candidate] / best;
        (over, Cost) = (true, 1 - reward);
        return new(reward, 1, Terminated: true);
    }

    /// <inheritdoc/>
    public void Observe(Observation into)
    {
        into.Globals[0] = row < 0 ? 0 : 1;
        for (var i = 0; i < CandidateCount; i++)
        {
            var features = into.AddCandidate();
            var open = row < 0 ? Enumerable.Range(0, Size).Select(c => (i * Size) + c).Where(cell => !taken[cell]).Select(cell => cells[cell]).ToList() : [cells[(row * Size) + i]];
            features[0] = open.Count == 0 ? 0 : (float)open.Max();
            features[1] = open.Count == 0 ? 0 : (float)open.Average();
            features[2] = open.Count / (float)Size;
        }
    }

    /// <inheritdoc/>
    public IEnvironment Fork() => (TwoStageMatrix)MemberwiseClone();

    /// <inheritdoc/>
    public ulong Digest() => new StateDigest().AddAll<double>(cells).AddAll<bool>(taken).Add(row).Add(over ? 1 : 0).Add(Cost).Value;
}
