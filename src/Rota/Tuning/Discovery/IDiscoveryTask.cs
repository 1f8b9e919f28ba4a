using Rota.Tuning.Expressions;

namespace Rota.Tuning.Discovery;

/// <summary>
/// What a search for a rule needs to know of a domain, and all it needs to know: which features a priority may look at and what a priority costs on a set of
/// instances. Deterministic.
/// </summary>
public interface IDiscoveryTask
{
    /// <summary>The name the command line takes.</summary>
    string Name { get; }

    /// <summary>One line for listings.</summary>
    string Description { get; }

    /// <summary>What the rule decides and what is minimised, for a model: a few plain sentences.</summary>
    string Briefing { get; }

    /// <summary>The features a priority may look at.</summary>
    FeatureSet Features { get; }

    /// <summary>The rule the search begins with, as an expression.</summary>
    string Seed { get; }

    /// <summary>Names the instances, so that a run is not continued on other ones.</summary>
    string Instances { get; }

    /// <summary>The cost on every instance of a stage; the lowest priority goes first, smaller costs are better.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    double[] Measure(PriorityProgram program, DiscoveryStage stage, CancellationToken cancellation = default);

    /// <summary>The least mean cost that any order can have on a stage, or a bound below it; null when none is known.</summary>
    double? LeastMean(DiscoveryStage stage);
}
