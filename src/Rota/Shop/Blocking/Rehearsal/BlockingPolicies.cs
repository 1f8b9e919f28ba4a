using System.Collections.Immutable;
using System.Globalization;
using Rota.Formats;
using Rota.Shop.Blocking.Learning;
using Rota.Shop.Blocking.Policies;

namespace Rota.Shop.Blocking.Rehearsal;

/// <summary>The catalog of policies by name. A rule with a number is a limit of jobs inside: <c>inside-8</c>; <c>learned:FILE</c> is a policy of one's own.</summary>
public static class BlockingPolicies
{
    /// <summary>Every policy, rules first.</summary>
    public static ImmutableArray<BlockingPolicyEntry> All { get; } =
    [
        .. BlockingRules.All.Select(rule => new BlockingPolicyEntry(rule.Name.ToLowerInvariant(), rule.Description, _ => new RuleDispatcher(rule))),
        new("random", "Any job that may be loaded.", _ => new RandomDispatcher()),
        new("rehearsed-rule", "The rule and the limit of jobs inside that are best when the shop is rehearsed without stops.", _ => new RehearsedRule()),
        new("rollout", "Every choice played to the end by INSIDE, LOPNR and NEXTFREE.", repair => new RolloutPolicy(new() { AssumedRepair = repair })),
        new("wide-rollout", "The same with five rules, limits of jobs inside, and the choice to keep jobs outside.", repair => new RolloutPolicy(RolloutOptions.Wide with { AssumedRepair = repair }, "wide-rollout")),
        new("learned", "A small network that looks at the candidates.", _ => new NetworkDispatcher(BlockingModels.Candidates, "learned")),
        new("learned-graph", "A graph network that looks at every operation left.", _ => new NetworkDispatcher(BlockingModels.Graph, "learned-graph")),
        new("guided", "Rollouts by the small network and rules, the best plan kept.", repair => new GuidedRolloutPolicy(BlockingModels.Candidates, new() { AssumedRepair = repair })),
    ];

    /// <summary>The policies that are compared when none is named.</summary>
    public static ImmutableArray<string> Usual { get; } = ["inside", "lopnr", "rehearsed-rule", "rollout", "learned", "guided"];

    /// <summary>The maker of a policy.</summary>
    /// <exception cref="RotaException">There is none of this name; the nearest is told.</exception>
    public static Func<int?, IBlockingPolicy> Find(string name)
    {
        if (name.StartsWith("learned:", StringComparison.Ordinal))
        {
            var network = BlockingModels.Read(name["learned:".Length..]);
            return _ => new NetworkDispatcher(network, name);
        }
        foreach (var entry in All)
            if (entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return entry.Create;
        var dash = name.LastIndexOf('-');
        if (dash > 0 && int.TryParse(name[(dash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0)
            foreach (var rule in BlockingRules.All)
                if (rule.Name.Equals(name[..dash], StringComparison.OrdinalIgnoreCase)) return _ => new RuleDispatcher(rule, limit);
        throw new RotaException($"unknown policy '{name}', expected {string.Join(", ", All.Select(entry => entry.Name))}, a rule with a limit such as inside-8, or learned:FILE{Nearest.Hint(name, All.Select(entry => entry.Name))}");
    }
}
