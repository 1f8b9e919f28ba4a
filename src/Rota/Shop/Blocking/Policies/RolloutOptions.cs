using System.Collections.Immutable;

namespace Rota.Shop.Blocking.Policies;

/// <summary>Settings of <see cref="RolloutPolicy"/>.</summary>
public sealed record RolloutOptions
{
    /// <summary>Rules that finish a choice; the best of their makespans counts. Default INSIDE, LOPNR, NEXTFREE.</summary>
    public ImmutableArray<BlockingRule> Rules { get; init; } = [new InsideFirst(), new LeastOperationsRemaining(), new NextMachineFree()];

    /// <summary>Limits of jobs inside under which they finish it, in shares of the number of machines; 0 stands for no limit. Default no limit only.</summary>
    public ImmutableArray<double> Limits { get; init; } = [0];

    /// <summary>Whether keeping jobs outside until the next event is a choice, too. Default false.</summary>
    public bool Wait { get; init; }

    /// <summary>How long machines that are down are assumed to stay so; null, the default, when their repair times are known.</summary>
    public int? AssumedRepair { get; init; }

    /// <summary>More rules, limits of jobs inside, and the choice to wait: slower, and better than the default.</summary>
    public static RolloutOptions Wide { get; } = new()
    {
        Rules = [new InsideFirst(), new LeastOperationsRemaining(), new NextMachineFree(), new LeastWorkRemaining(), new ShortestProcessingTime()],
        Limits = [0, 0.75, 0.5],
        Wait = true,
    };
}
