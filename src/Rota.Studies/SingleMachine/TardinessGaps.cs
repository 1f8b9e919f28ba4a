using System.Collections.Immutable;
using Rota.SingleMachine;
using Rota.SingleMachine.Policies;

namespace Rota.Studies.SingleMachine;

/// <summary>What a rule costs on a set.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Set">The set.</param>
/// <param name="Counted">Instances whose optimum is above 0; the mean is over them.</param>
/// <param name="MeanGap">Mean of (cost - optimum) / optimum in percent.</param>
/// <param name="MeanPublishedGap">The same against the optimum in the repository's row, right or wrong.</param>
/// <param name="SumGap">Gap of the sum of costs to the sum of optima in percent: near-zero optima weigh little in it.</param>
/// <param name="Below">Instances on which the rule "beats" the optimum in the repository's row.</param>
/// <param name="MeanMilliseconds">Time of the rule, mean.</param>
public sealed record TardinessGaps(
    string Rule, string Set, int Counted, double MeanGap, double MeanPublishedGap, double SumGap, int Below, double MeanMilliseconds)
{
    /// <summary>Runs a rule on a set.</summary>
    public static TardinessGaps Of(SequencingRule rule, ImmutableArray<TardinessInstance> instances)
    {
        var (gap, published, counted, publishedCounted, below) = (0.0, 0.0, 0, 0, 0);
        var (costs, optima) = (0.0, 0.0);
        var elapsed = TimeSpan.Zero;
        foreach (var instance in instances)
        {
            var began = TimeProvider.System.GetTimestamp();
            var order = rule.Order(instance.Problem)!;
            elapsed += TimeProvider.System.GetElapsedTime(began);
            var cost = TardinessChecker.Instance.Check(instance.Problem, TardinessSequence.Of(order)).Objective;
            costs += cost;
            optima += instance.Optimum;
            if (cost < instance.PublishedOptimum) below++;
            if (instance.Optimum > 0)
            {
                gap += 100.0 * (cost - instance.Optimum) / instance.Optimum;
                counted++;
            }
            if (instance.PublishedOptimum > 0)
            {
                published += 100.0 * (cost - instance.PublishedOptimum) / instance.PublishedOptimum;
                publishedCounted++;
            }
        }
        return new(
            rule.Name, instances[0].Set, counted, gap / counted, published / publishedCounted, 100 * ((costs / optima) - 1), below,
            elapsed.TotalMilliseconds / instances.Length);
    }
}
