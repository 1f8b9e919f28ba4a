using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>
/// Tries every move in imagined futures (<see cref="LineSimulation.Imagine"/>), played on by a rule for a few times the line's bound, and leaves the rule's own move only for one after which
/// more work is done by more than the futures are in doubt about: a rollout policy (Bertsekas) that does no harm where it cannot tell. Nothing it sees is what will really happen. A millisecond
/// a decision.
/// </summary>
/// <param name="follow">The rule that plays on, for a line.</param>
/// <param name="samples">Futures a move, at least 1.</param>
/// <param name="horizon">How far ahead, in times between plates at the bound.</param>
/// <param name="told">True for one who is told the future as it will be: no policy, but a measure of what knowing could be worth.</param>
/// <param name="nothingToGain">True for lines on which the rule is at the bound already; null when nobody knows.</param>
public sealed class LookAhead(Func<TransferLine, ITransferPolicy> follow, int samples = 16, double horizon = 2, bool told = false, Func<TransferLine, bool>? nothingToGain = null) : ITransferPolicy
{
    private const int Most = 4000;
    private double[] own = [];
    private double[] other = [];

    /// <inheritdoc/>
    public string Name => told ? "rollout-told" : "rollout";

    /// <summary>Looking ahead with the best rule of the line (<see cref="RulePortfolio"/>).</summary>
    public static LookAhead WithBestRule(int samples = 16, double horizon = 2, bool told = false)
    {
        var portfolio = new RulePortfolio();
        return new(portfolio.BestFor, samples, horizon, told, portfolio.IsAtBound);
    }

    /// <inheritdoc/>
    public int Choose(LineSimulation line)
    {
        var count = line.Candidates.Count;
        var wait = line.CanWait ? 1 : 0;
        if (count + wait == 1) return count == 1 ? 0 : -1;
        var rule = follow(line.Line);
        var first = rule.Choose(line);
        if (nothingToGain is not null && nothingToGain(line.Line)) return first;
        var futures = told || (line.Line.Noise.Kind == NoiseKind.None && line.Line.Stations.All(station => station.MeanUp == 0) && line.Line.Recipes.Length == 1) ? 1 : samples;
        if (own.Length != futures) (own, other) = (new double[futures], new double[futures]);
        Play(line, rule, first, own);
        var (best, most) = (first, 1e-9);
        for (var choice = -wait; choice < count; choice++)
        {
            if (choice == first) continue;
            Play(line, rule, choice, other);
            var (mean, square) = (0.0, 0.0);
            for (var s = 0; s < futures; s++) mean += (other[s] - own[s]) / futures;
            if (mean <= most) continue;
            for (var s = 0; s < futures; s++) square += (other[s] - own[s] - mean) * (other[s] - own[s] - mean);
            if (futures == 1 || mean > Math.Sqrt(square / futures / (futures - 1))) (best, most) = (choice, mean);
        }
        return best;
    }

    /// <summary>What is done by the horizon after a choice, future by future; the futures of all choices are the same ones.</summary>
    private void Play(LineSimulation line, ITransferPolicy rule, int choice, double[] done)
    {
        var until = line.Now + (long)(1000 * horizon * LineBounds.Of(line.Line).Tact);
        var digest = line.Digest();
        for (var sample = 0; sample < done.Length; sample++)
        {
            var future = told ? line.Fork() : line.Imagine(digest + (ulong)sample);
            if (choice < 0) future.Wait();
            else future.Take(choice);
            // On a line where nothing takes time a future would have no end.
            for (var moves = 0; moves < Most && future.Advance(int.MaxValue, until); moves++)
            {
                var next = rule.Choose(future);
                if (next >= 0) future.Take(next);
                else future.Wait();
            }
            done[sample] = Progress(future) - (future.Deadlocked ? 10 : 0);
        }
    }

    /// <summary>Plates that left, and the share of moves and work done of those in the line.</summary>
    private static double Progress(LineSimulation line)
    {
        var progress = (double)line.Outputs.Count - line.Violations;
        foreach (ref readonly var plate in line.Plates)
        {
            if (plate.Phase == PlatePhase.None || plate.Step < 0) continue;
            var recipe = line.Line.Recipes[plate.Recipe];
            var work = 0L;
            for (var k = 0; k <= plate.Step; k++) work += recipe.Steps[k].Time;
            if (plate.Phase == PlatePhase.Working) work -= Math.Clamp(plate.Expected - line.Now, 0, recipe.Steps[plate.Step].Time);
            if (plate.Phase == PlatePhase.Queued) work -= recipe.Steps[plate.Step].Time;
            progress += (0.5 * (plate.Step + (plate.Phase == PlatePhase.Carried ? 1.5 : 1)) / (recipe.Steps.Length + 1)) + (0.5 * work / Math.Max(1, recipe.Work));
        }
        return progress;
    }
}
