using System.Collections.Immutable;
using Rota.Statistics;

namespace Rota.SingleMachine.FlowTime.Simulation;

/// <summary>What a run brought, job by job in order of arrival.</summary>
/// <param name="Problem">The jobs that ran; with an adversary those it decided on.</param>
/// <param name="Completions">When each job was finished, in ticks.</param>
/// <param name="Preemptions">How often each job was taken up again after something else had run in its place.</param>
/// <param name="Schedule">Who ran when; null unless it was asked for.</param>
public sealed record FlowRun(FlowProblem Problem, ImmutableArray<long> Completions, ImmutableArray<long> Preemptions, FlowSchedule? Schedule)
{
    private readonly Lazy<double[]> flows = new(() => [.. Problem.Jobs.Select((job, j) => (double)(Completions[j] - job.Release))]);

    /// <summary>Sum of the flow times in ticks, exact.</summary>
    public Int128 TotalFlow
    {
        get
        {
            Int128 sum = 0;
            for (var j = 0; j < Completions.Length; j++) sum += Completions[j] - Problem.Jobs[j].Release;
            return sum;
        }
    }

    /// <summary>Sum of the flow times, each times its job's weight, in ticks.</summary>
    public double WeightedFlow => Problem.Jobs.Select((job, j) => job.Weight * flows.Value[j]).Sum();

    /// <summary>Mean flow time in ticks.</summary>
    public double MeanFlow => (double)TotalFlow / Completions.Length;

    /// <summary>The longest flow time in ticks.</summary>
    public double MaxFlow => flows.Value.Max();

    /// <summary>Preemptions in all.</summary>
    public long TotalPreemptions => Preemptions.Sum();

    /// <summary>A quantile of the flow times in ticks, always one that occurred.</summary>
    /// <param name="q">In [0, 1].</param>
    public double FlowQuantile(double q) => Quantiles.Exact(flows.Value, q, QuantileDefinition.NearestRank);

    /// <summary>Jobs alive over time.</summary>
    public AliveSeries Alive => AliveSeries.Of(Problem, Completions.AsSpan());
}
