using System.Collections.Immutable;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Policies;

/// <summary>
/// Tries every move in imagined futures (<see cref="LineSimulation.Imagine"/>), played on by a few rules for a few times the line's bound, and takes the one after which, under the best of the
/// rules, most work is done: a rollout policy (Bertsekas), parallel over rules (Chang, Givan, Chong 2004). Nothing it sees is what will really happen. A millisecond a decision.
/// </summary>
/// <param name="follow">The rules that play on, for a line, the best first.</param>
/// <param name="samples">Futures a move, at least 1.</param>
/// <param name="horizon">How far ahead, in times between plates at the bound.</param>
/// <param name="told">True for one who is told the future as it will be: no policy, but a measure of what knowing could be worth.</param>
public sealed class LookAhead(Func<TransferLine, ImmutableArray<ITransferPolicy>> follow, int samples = 8, double horizon = 2, bool told = false) : ITransferPolicy
{
    private const int Most = 4000;

    /// <summary>Looking ahead with one rule.</summary>
    public LookAhead(Func<TransferLine, ITransferPolicy> follow, int samples = 8, double horizon = 2, bool told = false) : this(line => [follow(line)], samples, horizon, told) { }

    /// <inheritdoc/>
    public string Name => told ? "rollout-told" : "rollout";

    /// <summary>Looking ahead with the best rules of the line (<see cref="RulePortfolio"/>).</summary>
    public static LookAhead WithBestRules(int rules = 2, int samples = 8, double horizon = 2, bool told = false)
    {
        var portfolio = new RulePortfolio();
        return new(line => portfolio.BestFor(line, rules), samples, horizon, told);
    }

    /// <inheritdoc/>
    public int Choose(LineSimulation line)
    {
        var count = line.Candidates.Count;
        var wait = line.CanWait ? 1 : 0;
        if (count + wait == 1) return count == 1 ? 0 : -1;
        var until = line.Now + (long)(1000 * horizon * LineBounds.Of(line.Line).Tact);
        var rules = follow(line.Line);
        var first = rules[0].Choose(line);
        var (best, most) = (first, double.NegativeInfinity);
        var futures = told || (line.Line.Noise.Kind == NoiseKind.None && line.Line.Stations.All(station => station.MeanUp == 0) && line.Line.Recipes.Length == 1) ? 1 : samples;
        var digest = line.Digest();
        for (var choice = -wait; choice < count; choice++)
        {
            var value = double.NegativeInfinity;
            foreach (var rule in rules)
            {
                var mean = 0.0;
                for (var sample = 0; sample < futures; sample++)
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
                    mean += (Progress(future) - (future.Deadlocked ? 10 : 0)) / futures;
                }
                value = Math.Max(value, mean);
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
