using System.Collections.Immutable;
using Rota.Shop.Blocking.Policies;

namespace Rota.Shop.Blocking.Learning;

/// <summary>Settings of <see cref="GuidedRolloutPolicy"/>.</summary>
public sealed record GuidedRolloutOptions
{
    /// <summary>Rules that finish a choice beside the network. Default those of <see cref="RolloutOptions.Wide"/>; empty for the network alone.</summary>
    public ImmutableArray<BlockingRule> Rules { get; init; } = RolloutOptions.Wide.Rules;

    /// <summary>Limits of jobs inside under which rules finish it, in shares of the number of machines; 0 for none.</summary>
    public ImmutableArray<double> Limits { get; init; } = RolloutOptions.Wide.Limits;

    /// <summary>Random finishes by the network at every decision, shared among the choices, at least 0. Default 60.</summary>
    public int Samples { get; init; } = 60;

    /// <summary>How daring random finishes are, above 0. Default 1.</summary>
    public double Temperature { get; init; } = 1;

    /// <summary>How long machines that are down are assumed to stay so; null, the default, when their repair times are known.</summary>
    public int? AssumedRepair { get; init; }

    /// <summary>A plan to begin with, such as a solver's answer to the shop without stops; null for none. It is followed as long as nothing better is found.</summary>
    public BlockingSchedule? Plan { get; init; }
}
