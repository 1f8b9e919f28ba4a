using System.Collections.Immutable;

namespace Rota.SingleMachine.FlowTime.Rehearsal;

/// <summary>What is to be compared.</summary>
/// <param name="Problem">The jobs.</param>
/// <param name="Policies">Names of policies, the first is what the others are compared with; clairvoyant ones may be named, too.</param>
public sealed record FlowRehearsalPlan(FlowProblem Problem, ImmutableArray<string> Policies)
{
    /// <summary>Number of equal servers. Default 1.</summary>
    public int Servers { get; init; } = 1;

    /// <summary>Ticks that a switch to another job costs. Default 0.</summary>
    public long SwitchCost { get; init; }

    /// <summary>
    /// Number of runs a policy: the first on the jobs as they are, each further one on as many chains drawn from them with replacement, at the same releases. All policies see
    /// the same. 1 to 10,000. Default 1.
    /// </summary>
    public int Seeds { get; init; } = 1;
}
