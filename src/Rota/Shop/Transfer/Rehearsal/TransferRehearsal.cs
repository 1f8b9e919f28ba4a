using System.Collections.Immutable;
using Rota.Formats;
using Rota.Shop.Transfer.Learning;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Rehearsal;

/// <summary>A line in, a comparison of policies out.</summary>
public static class TransferRehearsal
{
    /// <summary>The policies compared when none is named.</summary>
    public static ImmutableArray<string> UsualPolicies { get; } = ["fifo", "pull", "push", "near", "est", "est-oldest", "swap", "learned"];

    /// <summary>Names of all policies.</summary>
    public static ImmutableArray<string> Names { get; } = [.. TransferPolicies.All.Select(rule => rule.Name), "portfolio", "portfolio+learned", "rollout", "learned"];

    /// <summary>Runs every policy on every seed.</summary>
    /// <exception cref="RotaException">No such policy, one named twice, or a number out of range.</exception>
    public static TransferReport Run(TransferPlan plan, Action<int, int>? progress = null, CancellationToken cancellation = default)
    {
        if (plan.Seeds is < 1 or > 1000) throw new RotaException($"seeds {plan.Seeds}, expected 1 to 1000");
        if (plan.Policies.IsDefaultOrEmpty) throw new RotaException("no policy is named");
        if (plan.Policies.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new RotaException($"policy {twice.Key} is named twice");
        var policies = plan.Policies.Select(name => Find(name, plan.Line, plan.Further)).ToArray();
        var rows = ImmutableArray.CreateBuilder<TransferRow>();
        foreach (var policy in policies)
            for (var seed = 1; seed <= plan.Seeds; seed++)
            {
                rows.Add(new(policy.Name, seed, LineRehearsal.Run(plan.Line, policy, (ulong)seed, plan.Plates, null, cancellation)));
                progress?.Invoke(rows.Count, policies.Length * plan.Seeds);
            }
        return new(plan, rows.ToImmutable(), LineBounds.Of(plan.Line));
    }

    /// <summary>The policy of a name, ready for a line.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="line">The line.</param>
    /// <param name="further">Policies beyond those of the library.</param>
    /// <exception cref="RotaException">No such policy; the message names the nearest.</exception>
    public static ITransferPolicy Find(string name, TransferLine line, ImmutableDictionary<string, Func<TransferLine, ITransferPolicy>>? further = null)
    {
        if (name.StartsWith("sheet:", StringComparison.Ordinal)) return RuleSheet.Read(TextInput.Open(name[6..]), line);
        if (name.StartsWith("learned:", StringComparison.Ordinal)) return LearnedTransfer.Read(name[8..]);
        var lower = name.ToLowerInvariant();
        if (lower == "learned") return TransferModels.Create();
        if (lower == "portfolio") return new RulePortfolio();
        if (lower == "portfolio+learned") return new RulePortfolio(also: TransferModels.Create());
        if (lower == "rollout") return LookAhead.WithBestRule();
        if (further is not null && further.TryGetValue(lower, out var make)) return make(line);
        ImmutableArray<string> names = [.. Names, .. (further?.Keys ?? []).Order(StringComparer.Ordinal)];
        return TransferPolicies.All.FirstOrDefault(rule => rule.Name == lower)
            ?? throw new RotaException($"unknown policy '{name}', expected one of {string.Join(", ", names)}, sheet:FILE, learned:FILE{Nearest.Hint(name, names)}");
    }
}
