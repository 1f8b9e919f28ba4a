namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>Policies that are told of the jobs what no host knows: bounds to compare with, never candidates. Kept apart from <see cref="FlowPolicies"/>.</summary>
public static class ClairvoyantPolicies
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<ClairvoyantEntry> All { get; } =
    [
        new("srpt", "SRPT on totals, knows every length; optimal on one machine", problem => new ShortestRemaining(job => problem.Jobs[job].Work)),
        new("balance-oracle", "Balance (SODA 2026), knows the total of every job", problem => new Balance(job => problem.Jobs[job].Work)),
        new("balance-oracle-4", "the same with estimates off by up to 2 either way, a distortion of 4", problem => new Balance(NoisyEstimates.Of(problem, 4, 1))),
        new("balance-oracle-16", "the same with estimates off by up to 4 either way, a distortion of 16", problem => new Balance(NoisyEstimates.Of(problem, 16, 1))),
    ];
}
