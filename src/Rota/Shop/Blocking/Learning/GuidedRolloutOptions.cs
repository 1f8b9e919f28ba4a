using System.Collections.Immutable;
using Rota.Shop.Blocking.Policies;

namespace Rota.Shop.Blocking.Learning;

/// <summary>Settings of <see cref="GuidedRolloutPolicy"/>.</summary>
public sealed record GuidedRolloutOptions
{
    /// <summary>Rules that finish a choice beside the network. Default all; empty for the network alone.</summary>
    public ImmutableArray<BlockingRule> Rules { get; init; } = BlockingRules.All;

    /// <summary>Limits of jobs inside under which rules finish it, in shares of the number of machines; 0 for none. Default none, 1, 0.75, 0.67 and 0.5.</summary>
    public ImmutableArray<double> Limits { get; init; } = [0, 1, 0.75, 0.67, 0.5];

    /// <summary>Random finishes by the network at every decision, shared among the choices, at least 0. Default 20.</summary>
    public int Samples { get; init; } = 20;

    /// <summary>How daring random finishes are, above 0. Default 0.5.</summary>
    public double Temperature { get; init; } = 0.5;

    /// <summary>How long machines that are down are assumed to stay so; null, the default, when their repair times are known.</summary>
    public int? AssumedRepair { get; init; }

    /// <summary>A plan to begin with, such as a solver's answer to the shop without stops; null for none. It is followed as long as nothing better is found.</summary>
    public BlockingSchedule? Plan { get; init; }

    /// <summary>Whether the best plan seen is followed until something better is found. Default true; where stops are many, plans made without them mislead.</summary>
    public bool KeepPlan { get; init; } = true;
}
