using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>
/// Tries every move in imagined futures (<see cref="LineSimulation.Imagine"/>), played on by a rule for a few times the line's bound, and takes the one after which most work is done: a
/// rollout policy (Bertsekas). Nothing it sees is what will really happen. Milliseconds a decision.
/// </summary>
/// <param name="follow">The rule that plays on, for a line.</param>
/// <param name="samples">Futures a move, at least 1.</param>
/// <param name="horizon">How far ahead, in times between plates at the bound.</param>
/// <param name="told">True for one who is told the future as it will be: no policy, but a measure of what knowing could be worth.</param>
public sealed class LookAhead(Func<TransferLine, ITransferPolicy> follow, int samples = 8, double horizon = 2, bool told = false) : ITransferPolicy
{
    /// <inheritdoc/>
    public string Name => told ? "rollout-told" : "rollout";

    /// <summary>Looking ahead with the best rule of the line (<see cref="RulePortfolio"/>).</summary>
    public static LookAhead WithBestRule(int samples = 8, double horizon = 2, bool told = false)
    {
        var portfolio = new RulePortfolio();
        return new(portfolio.BestFor, samples, horizon, told);
    }

    /// <inheritdoc/>
    public int Choose(LineSimulation line)
    {
        var count = line.Candidates.Count;
        var wait = line.CanWait ? 1 : 0;
        if (count + wait == 1) return count == 1 ? 0 : -1;
        var until = line.Now + (long)(1000 * horizon * LineBounds.Of(line.Line).Tact);
        var rule = follow(line.Line);
        var first = rule.Choose(line);
        var (best, most) = (first, double.NegativeInfinity);
        var futures = told || (line.Line.Noise.Kind == NoiseKind.None && line.Line.Stations.All(station => station.MeanUp == 0) && line.Line.Recipes.Length == 1) ? 1 : samples;
        var digest = line.Digest();
        for (var choice = -wait; choice < count; choice++)
        {
            var value = 0.0;
            for (var sample = 0; sample < futures; sample++)
            {
                var future = told ? line.Fork() : line.Imagine(digest + (ulong)sample);
                if (choice < 0) future.Wait();
                else future.Take(choice);
                while (future.Advance(int.MaxValue, until))
                {
                    var next = rule.Choose(future);
                    if (next >= 0) future.Take(next);
                    else future.Wait();
                }
                value += (Progress(future) - (future.Deadlocked ? 10 : 0)) / futures;
            }
            if (value < most + 1e-9 && !(choice == first && value > most - 1e-9)) continue;
            (best, most) = (choice, value);
        }
        return best;
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
