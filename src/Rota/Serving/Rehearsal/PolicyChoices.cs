using System.Globalization;
using Rota.Formats;
using Rota.Serving.Engine;
using Rota.Serving.Policies;

namespace Rota.Serving.Rehearsal;

/// <summary>
/// Every choice that some policy of the catalog makes, by name: what compositions and policy files are put together from. Of choices that differ in options only, the
/// first has the plain name, the others are called <c>NAME@POLICY</c> after the first policy that makes them.
/// </summary>
public static class PolicyChoices
{
    private const string Sequences = "max-num-seqs";

    /// <summary>Who is next.</summary>
    public static IReadOnlyDictionary<string, OrderChoice> Orders { get; } = Named(policy => policy.Order, choice => choice.Name);

    /// <summary>May it enter.</summary>
    public static IReadOnlyDictionary<string, AdmissionChoice> Admissions { get; } = Named(policy => policy.Admission, choice => choice.Name);

    /// <summary>What happens to its KV at a pause.</summary>
    public static IReadOnlyDictionary<string, RetentionChoice> Retentions { get; } = Named(policy => policy.Retention, choice => choice.Name);

    /// <summary>What may share a step.</summary>
    public static IReadOnlyDictionary<string, BatchingChoice> Batchings { get; } = Named(policy => policy.Batching, choice => choice.Name);

    /// <summary>How KV is moved.</summary>
    public static IReadOnlyDictionary<string, SwapChoice> Swaps { get; } = Named(policy => policy.Swap, choice => choice.Name);

    /// <summary>What host memory keeps.</summary>
    public static IReadOnlyDictionary<string, HostTier> Hosts { get; } = Named(policy => policy.Host, choice => choice.Name);

    /// <summary>On which instance.</summary>
    public static IReadOnlyDictionary<string, PlacementChoice> Placements { get; } = Named(policy => policy.Placement, choice => choice.Name);

    /// <summary>How a prompt is cut.</summary>
    public static IReadOnlyDictionary<string, PrefillShape> Prefills { get; } = Named(policy => policy.Prefill, choice => choice.Name);

    /// <summary>A policy with one choice replaced.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="slot">order, admission, retention, prefill, batching, swap, host, placement or max-num-seqs.</param>
    /// <param name="name">Name of the choice; for prefill also <c>chunks-N</c>; for swap, host and placement also <c>none</c>.</param>
    /// <exception cref="RotaException">Unknown slot or choice; says the nearest.</exception>
    public static ServingPolicy Replace(ServingPolicy policy, string slot, string name) => slot switch
    {
        "order" => policy with { Order = Find(Orders, slot, name) },
        "admission" => policy with { Admission = Find(Admissions, slot, name) },
        "retention" => policy with { Retention = Find(Retentions, slot, name) },
        "batching" => policy with { Batching = Find(Batchings, slot, name) },
        "swap" => policy with { Swap = name == "none" ? null : Find(Swaps, slot, name) },
        "host" => policy with { Host = name == "none" ? null : Find(Hosts, slot, name) },
        "placement" => policy with { Placement = name == "none" ? null : Find(Placements, slot, name) },
        "prefill" => policy with { Prefill = FindPrefill(name) },
        Sequences => policy with { MaxSequences = ReadSequences(name) },
        _ => throw new RotaException($"unknown part '{slot}' of a policy{NearOrAll(slot, Slots)}"),
    };

    /// <summary>The parts of a policy.</summary>
    public static IReadOnlyList<string> Slots { get; } = ["order", "admission", "retention", "prefill", "batching", "swap", "host", "placement", Sequences];

    /// <summary>
    /// A policy from what a user types: a name of the catalog, or a name with choices replaced, <c>vllm+order=shortest-first+retention=pin</c>.
    /// </summary>
    /// <exception cref="RotaException">Unknown names, or choices that do not work together; says why.</exception>
    public static ServingPolicy Parse(string text)
    {
        // Names of the catalog may hold a plus themselves: the longest that fits is meant.
        var policy = ServingPolicies.All.Where(known => text.StartsWith(known.Name, StringComparison.OrdinalIgnoreCase) && (text.Length == known.Name.Length || text[known.Name.Length] == '+'))
            .MaxBy(known => known.Name.Length) ?? ServingPolicies.Find(text.Split('+')[0]);
        foreach (var part in text.Split('+', StringSplitOptions.TrimEntries).Skip(policy.Name.Split('+').Length))
        {
            var sign = part.IndexOf('=', StringComparison.Ordinal);
            if (sign <= 0) throw new RotaException($"'{part}' in policy '{text}' is not PART=CHOICE, such as order={Orders.Keys.First()}");
            policy = Replace(policy, part[..sign], part[(sign + 1)..]);
        }
        return (policy with { Name = text }).Validated();
    }

    private static PrefillShape FindPrefill(string name)
    {
        if (Prefills.TryGetValue(name, out var known)) return known;
        if (name.StartsWith("chunks-", StringComparison.Ordinal))
            return int.TryParse(name.AsSpan(7), NumberStyles.None, CultureInfo.InvariantCulture, out var budget) && budget >= 1
                ? new TokenChunks { Budget = budget }
                : throw new RotaException($"prefill '{name}': expected chunks-N with N of at least 1");
        throw new RotaException($"unknown prefill '{name}'{NearOrAll(name, Prefills.Keys)}");
    }

    private static T Find<T>(IReadOnlyDictionary<string, T> choices, string slot, string name) =>
        choices.TryGetValue(name, out var choice) ? choice : throw new RotaException($"unknown {slot} '{name}'{NearOrAll(name, choices.Keys)}");

    /// <summary>The name of a policy's choice; <c>none</c> for no swap or placement.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="slot">A part of a policy but max-num-seqs.</param>
    public static string NameOf(ServingPolicy policy, string slot) => slot switch
    {
        "order" => NameIn(Orders, policy.Order, policy.Order.Name),
        "admission" => NameIn(Admissions, policy.Admission, policy.Admission.Name),
        "retention" => NameIn(Retentions, policy.Retention, policy.Retention.Name),
        "prefill" => NameIn(Prefills, policy.Prefill, policy.Prefill.Name),
        "batching" => NameIn(Batchings, policy.Batching, policy.Batching.Name),
        "swap" => policy.Swap is { } swap ? NameIn(Swaps, swap, swap.Name) : "none",
        "host" => policy.Host is { } host ? NameIn(Hosts, host, host.Name) : "none",
        "placement" => policy.Placement is { } placement ? NameIn(Placements, placement, placement.Name) : "none",
        _ => throw new RotaException($"unknown part '{slot}' of a policy{NearOrAll(slot, Slots)}"),
    };

    private static string NameIn<T>(IReadOnlyDictionary<string, T> choices, T choice, string otherwise)
        where T : notnull =>
        choices.FirstOrDefault(pair => pair.Value.Equals(choice)).Key ?? otherwise;

    /// <summary>
    /// The shortest name of a composition: the policy of the catalog that it differs from least, and what differs.
    /// </summary>
    public static string NameOf(ServingPolicy policy) => string.Concat(Differences(NearestOf(policy), policy).Prepend(NearestOf(policy).Name));

    /// <summary>The policy of the catalog that a composition differs from least.</summary>
    public static ServingPolicy NearestOf(ServingPolicy policy) => ServingPolicies.All.MinBy(known => Differences(known, policy).Count())!;

    private static IEnumerable<string> Differences(ServingPolicy from, ServingPolicy to)
    {
        foreach (var slot in Slots.Where(slot => slot != Sequences && NameOf(from, slot) != NameOf(to, slot))) yield return $"+{slot}={NameOf(to, slot)}";
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

    private static Dictionary<string, T> Named<T>(Func<ServingPolicy, T?> choice, Func<T, string> name)
        where T : class
    {
        var named = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        foreach (var policy in ServingPolicies.All)
            if (choice(policy) is { } made && !named.ContainsValue(made) && !named.TryAdd(name(made), made)) named.Add($"{name(made)}@{policy.Name}", made);
        return named;
    }
}
