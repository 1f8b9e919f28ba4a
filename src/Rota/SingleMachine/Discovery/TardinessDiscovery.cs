using Rota.Tuning.Discovery;
using Rota.Tuning.Expressions;

namespace Rota.SingleMachine.Discovery;

/// <summary>The search for a dispatching rule that minimises total tardiness on one machine (arXiv 2510.24013).</summary>
public sealed class TardinessDiscovery : IDiscoveryTask
{
    private const int ScreeningCount = 200;

    private readonly TardinessSet training;
    private readonly TardinessSet validation;

    /// <summary>A search on two sets.</summary>
    /// <param name="training">Rules are chosen on these.</param>
    /// <param name="validation">The winner is reported on these.</param>
    public TardinessDiscovery(TardinessSet training, TardinessSet validation)
    {
        this.training = training;
        this.validation = validation;
    }

    /// <inheritdoc/>
    public string Name => "tardiness";

    /// <inheritdoc/>
    public string Description => "one machine, least total tardiness: which job next";

    /// <inheritdoc/>
    public string Briefing =>
        "One machine processes jobs one after the other without interruption; all are there from the start. Each job has a processing time and a due date. Minimise the "
        + "total tardiness, the sum over jobs of how late each is completed (0 when it is in time).";

    /// <inheritdoc/>
    public FeatureSet Features => TardinessFeatures.Set;

    /// <summary>Modified due date (Baker and Bertrand 1982).</summary>
    public string Seed => "max(p + t, d)";

    /// <inheritdoc/>
    public string Instances => $"{training.Name}; {validation.Name}";

    /// <inheritdoc/>
    public double[] Measure(PriorityProgram program, DiscoveryStage stage, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        var set = Of(stage);
        var costs = new double[stage == DiscoveryStage.Screening ? Math.Min(ScreeningCount, set.Count) : set.Count];
        new TardinessDispatch(program, set.Jobs).Measure(set, costs);
        return costs;
    }

    /// <inheritdoc/>
    public double? LeastMean(DiscoveryStage stage) => Of(stage).Optimum is { } optimum
        ? (stage == DiscoveryStage.Screening ? optimum.AsSpan()[..Math.Min(ScreeningCount, optimum.Length)].ToArray() : [.. optimum]).Average()
        : null;

    private TardinessSet Of(DiscoveryStage stage) => stage == DiscoveryStage.Validation ? validation : training;
}
