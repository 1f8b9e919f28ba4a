using Rota.Serving;
using Rota.Serving.Engine;
using Rota.Serving.Simulation;

namespace Rota.Studies.Serving;

/// <summary>One rehearsal of the Continuum study.</summary>
/// <param name="Group">The table it belongs to: W1, W2@0.1 and the like.</param>
/// <param name="Seed">Seed of the workload.</param>
/// <param name="Policy">The policy.</param>
/// <param name="Engine">The engine, given a policy.</param>
/// <param name="Trace">Makes the trace.</param>
internal sealed record ContinuumCell(string Group, ulong Seed, ServingPolicy Policy, Func<ServingPolicy, InstanceSpec> Engine, Func<ServingTrace> Trace)
{
    public ContinuumOutcome Measure(CancellationToken cancellation) =>
        ContinuumOutcome.Of(this, ServingRun.Of(Workload.Of(Trace()), Fleet.Of(Engine(Policy)), cancellation: cancellation));
}
