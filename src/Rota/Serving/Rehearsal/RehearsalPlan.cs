using System.Collections.Immutable;
using Rota.Serving.Engine;
using Rota.Serving.Results;

namespace Rota.Serving.Rehearsal;

/// <summary>What is rehearsed: cases of a workload, policies on a fleet, rates.</summary>
public sealed record RehearsalPlan
{
    /// <summary>The workload of a seed. Of a recorded trace, seed k of n is its k-th part; of a generated one, another draw.</summary>
    public required Func<int, ServingTrace> Trace { get; init; }

    /// <summary>The fleet.</summary>
    public required EngineRequest Engine { get; init; }

    /// <summary>The policies; the first is what the others are compared with.</summary>
    public required ImmutableArray<ServingPolicy> Policies { get; init; }

    /// <summary>Factors on the trace's arrival rate.</summary>
    public ImmutableArray<double> Rates { get; init; } = [1];

    /// <summary>Seeds, counted from 1.</summary>
    public int Seeds { get; init; } = 1;

    /// <summary>Targets where the trace has none.</summary>
    public ServiceTargets Targets { get; init; } = new();

    /// <summary>Share of each run's requests that is not counted.</summary>
    public double WarmUp { get; init; }

    /// <summary>Clients in closed loop; null for the trace's arrivals.</summary>
    public ClosedLoop? Loop { get; init; }

    /// <summary>How runs are made; the seed is set by the plan.</summary>
    public RunOptions Options { get; init; } = new();

    /// <summary>Runs at once, at least 1.</summary>
    public int Parallel { get; init; } = 1;
}
