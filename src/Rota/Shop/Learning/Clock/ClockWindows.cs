namespace Rota.Shop.Learning.Clock;

/// <summary>
/// The observation of the published environment: a window of five tokens a job, the last fixed operation and the next four, each with four numbers: fixed,
/// lower bound of its start, duration, selectable.
/// </summary>
internal sealed class ClockWindows
{
    public const int Length = 5, Features = 4;

    private const double Epsilon = 1e-8;

    private float[] tokens = [];
    private TokenKind[] kinds = [];
    private int[] positions = [];

    /// <summary>Number of jobs.</summary>
    public int Jobs { get; private set; }

    /// <summary>[job, place, feature].</summary>
    public ReadOnlySpan<float> Tokens => tokens;

    /// <summary>[job, place].</summary>
    public ReadOnlySpan<TokenKind> Kinds => kinds;

    /// <summary>Index of each operation in its job, shifted up by one while some job has not begun; [job, place].</summary>
    public ReadOnlySpan<int> Positions => positions;

    /// <summary>Looks at a state.</summary>
    /// <param name="state">The state.</param>
    /// <param name="asReleased">
    /// The published code normalises lower bounds by mean and deviation over all four numbers of every job's second token, not over the bounds. Its weights
    /// need that; false for what was meant.
    /// </param>
    public void Read(ClockState state, bool asReleased)
    {
        Jobs = state.Jobs;
        if (kinds.Length < Jobs * Length) (tokens, kinds, positions) = (new float[Jobs * Length * Features], new TokenKind[Jobs * Length], new int[Jobs * Length]);
        Array.Clear(tokens);
        var begun = int.MaxValue;
        for (var j = 0; j < Jobs; j++) begun = Math.Min(begun, state.Fixed(j));
        for (var j = 0; j < Jobs; j++) ReadJob(state, j, begun == 0 ? 1 : 0);
        Normalise(state, asReleased);
    }

    private void ReadJob(ClockState state, int job, int shift)
    {
        var shop = state.Shop;
        var first = shop.Problem.FirstOperation[job];
        var next = state.Next(job);
        long bound = 0;
        for (var place = 0; place < Length; place++)
        {
            var at = (job * Length) + place;
            var operation = next - 1 + place;
            positions[at] = 0;
            if (operation < first)
            {
                kinds[at] = TokenKind.Start;
                continue;
            }
            if (operation >= shop.End[job])
            {
                kinds[at] = operation == shop.End[job] ? TokenKind.End : TokenKind.Padding;
                continue;
            }
            kinds[at] = TokenKind.Operation;
            positions[at] = operation - first + shift;
            bound = place == 0 ? state.Starts[operation] : place == 1 ? state.Bound(job) : state.BoundAfter(operation, bound);
            var f = tokens.AsSpan(at * Features, Features);
            f[0] = place == 0 ? 1 : 0;
            f[1] = bound;
            f[2] = shop.Duration[operation];
            f[3] = place == 1 ? 1 : 0;
        }
    }

    private void Normalise(ClockState state, bool asReleased)
    {
        var (mean, deviation) = asReleased ? OfSecondTokens(0, Features) : OfSecondTokens(1, 1);
        for (var at = 0; at < Jobs * Length; at++)
        {
            if (kinds[at] != TokenKind.Operation) continue;
            var f = tokens.AsSpan(at * Features, Features);
            f[1] = (float)((f[1] - mean) / (deviation + Epsilon));
            f[2] = (float)((f[2] - state.MeanDuration) / (state.DurationDeviation + (2 * Epsilon)));
        }
    }

    private (double Mean, double Deviation) OfSecondTokens(int first, int count)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var j = 0; j < Jobs; j++)
            for (var k = first; k < first + count; k++) sum += tokens[(((j * Length) + 1) * Features) + k];
        var mean = sum / (Jobs * count);
        for (var j = 0; j < Jobs; j++)
        {
            for (var k = first; k < first + count; k++)
            {
                var off = tokens[(((j * Length) + 1) * Features) + k] - mean;
                squares += off * off;
            }
        }
        return (mean, Math.Sqrt(squares / (Jobs * count)));
    }
}
