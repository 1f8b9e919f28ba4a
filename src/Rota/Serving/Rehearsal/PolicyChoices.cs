using System.Globalization;
using Rota.Formats;
using Rota.Serving.Engine;
using Rota.Serving.Policies;

namespace Rota.Serving.Rehearsal;

/// <summary>Every choice that some policy of the catalog makes, by name: what compositions and policy files are put together from.</summary>
public static class PolicyChoices
{
    private const string Sequences = "max-num-seqs";

    /// <summary>Who is next.</summary>
    public static IReadOnlyList<OrderChoice> Orders { get; } = Distinct(policy => policy.Order);

    /// <summary>May it enter.</summary>
    public static IReadOnlyList<AdmissionChoice> Admissions { get; } = Distinct(policy => policy.Admission);

    /// <summary>What happens to its KV at a pause.</summary>
    public static IReadOnlyList<RetentionChoice> Retentions { get; } = Distinct(policy => policy.Retention);

    /// <summary>What may share a step.</summary>
    public static IReadOnlyList<BatchingChoice> Batchings { get; } = Distinct(policy => policy.Batching);

    /// <summary>How KV is moved.</summary>
    public static IReadOnlyList<SwapChoice> Swaps { get; } = Distinct(policy => policy.Swap);

    /// <summary>On which instance.</summary>
    public static IReadOnlyList<PlacementChoice> Placements { get; } = Distinct(policy => policy.Placement);

    /// <summary>How a prompt is cut.</summary>
    public static IReadOnlyList<PrefillShape> Prefills { get; } =
        [.. ServingPolicies.All.Select(policy => policy.Prefill).DistinctBy(prefill => prefill.Name)];

    /// <summary>A policy with one choice replaced.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="slot">order, admission, retention, prefill, batching, swap, placement or max-num-seqs.</param>
    /// <param name="name">Name of the choice; for prefill also <c>chunks-N</c>; for swap and placement also <c>none</c>.</param>
    /// <exception cref="RotaException">Unknown slot or choice; says the nearest.</exception>
    public static ServingPolicy Replace(ServingPolicy policy, string slot, string name) => slot switch
    {
        "order" => policy with { Order = Find(Orders, slot, name) },
        "admission" => policy with { Admission = Find(Admissions, slot, name) },
        "retention" => policy with { Retention = Find(Retentions, slot, name) },
        "batching" => policy with { Batching = Find(Batchings, slot, name) },
        "swap" => policy with { Swap = name == "none" ? null : Find(Swaps, slot, name) },
        "placement" => policy with { Placement = name == "none" ? null : Find(Placements, slot, name) },
        "prefill" => policy with { Prefill = FindPrefill(name) },
        Sequences => policy with { MaxSequences = ReadSequences(name) },
        _ => throw new RotaException($"unknown part '{slot}' of a policy{NearOrAll(slot, Slots)}"),
    };

    /// <summary>The parts of a policy.</summary>
    public static IReadOnlyList<string> Slots { get; } = ["order", "admission", "retention", "prefill", "batching", "swap", "placement", Sequences];

    /// <summary>
    /// A policy from what a user types: a name of the catalog, or a name with choices replaced, <c>vllm+order=shortest-first+retention=pin</c>.
    /// </summary>
    /// <exception cref="RotaException">Unknown names, or choices that do not work together; says why.</exception>
    public static ServingPolicy Parse(string text)
    {
        var parts = text.Split('+', StringSplitOptions.TrimEntries);
        var policy = ServingPolicies.Find(parts[0]);
        foreach (var part in parts.Skip(1))
        {
            var sign = part.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0) throw new RotaException($"'{part}' in policy '{text}' is not PART=CHOICE, such as order={Orders[0].Name}");
            policy = Replace(policy, part[..sign], part[(sign + 1)..]);
        }
        return (policy with { Name = text }).Validated();
    }

    private static PrefillShape FindPrefill(string name)
    {
        if (Prefills.FirstOrDefault(prefill => prefill.Name == name) is { } known) return known;
        if (name.StartsWith("chunks-", StringComparison.Ordinal))
            return int.TryParse(name.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var budget) && budget >= 1
                ? new TokenChunks { Budget = budget }
                : throw new RotaException($"prefill '{name}': expected chunks-N with N of at least 1");
        throw new RotaException($"unknown prefill '{name}'{NearOrAll(name, Prefills.Select(prefill => prefill.Name))}");
    }

    private static T Find<T>(IReadOnlyList<T> choices, string slot, string name)
        where T : PolicyChoice =>
        choices.FirstOrDefault(choice => choice.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RotaException($"unknown {slot} '{name}'{NearOrAll(name, choices.Select(choice => choice.Name))}");

    /// <summary>
    /// The shortest name of a composition: the policy of the catalog that it differs from least, and what differs.
    /// </summary>
    public static string NameOf(ServingPolicy policy) => ServingPolicies.All
        .Select(known => string.Concat(Differences(known, policy).Prepend(known.Name)))
        .MinBy(name => name.Count(c => c == '+'))!;

    private static IEnumerable<string> Differences(ServingPolicy from, ServingPolicy to)
    {
        if (from.Order != to.Order) yield return $"+order={to.Order.Name}";
        if (from.Admission != to.Admission) yield return $"+admission={to.Admission.Name}";
        if (from.Retention != to.Retention) yield return $"+retention={to.Retention.Name}";
        if (from.Prefill != to.Prefill) yield return $"+prefill={to.Prefill.Name}";
        if (from.Batching != to.Batching) yield return $"+batching={to.Batching.Name}";
        if (from.Swap != to.Swap) yield return $"+swap={to.Swap?.Name ?? "none"}";
        if (from.Placement != to.Placement) yield return $"+placement={to.Placement?.Name ?? "none"}";
        if (from.MaxSequences != to.MaxSequences) yield return string.Create(CultureInfo.InvariantCulture, $"+{Sequences}={to.MaxSequences}");
    }

    private static int ReadSequences(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count >= 1
            ? count
            : throw new RotaException($"{Sequences} '{text}': expected a whole number of at least 1");

    private static string NearOrAll(string word, IEnumerable<string> names)
    {
        var all = names.ToList();
        return Nearest.Hint(word, all) is { Length: > 0 } near ? near : $", expected {string.Join(", ", all)}";
    }

    private static List<T> Distinct<T>(Func<ServingPolicy, T?> choice)
        where T : PolicyChoice =>
        [.. ServingPolicies.All.Select(choice).OfType<T>().DistinctBy(value => value.Name)];
}
