using System.Globalization;
using Rota.Formats;

namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>Policies by name with options behind it: <c>chunk-balance+patience=4+base=3</c>.</summary>
public static class PolicyNames
{
    private static readonly string[] BalanceKeys = ["base", "full-fraction", "patience"];

    private static readonly string[] ProgressKeys = ["progress-discount", "chunk-discount", "chunk-span"];

    private static readonly string[] HindsightKeys = ["first-look", "most-jobs", "hysteresis"];

    /// <summary>The options a policy of the catalog takes; none for most.</summary>
    public static IReadOnlyList<string> Options(string policy) => policy switch
    {
        "chunk-balance" => BalanceKeys,
        "balance-first" => BalanceKeys[..2],
        "progress-first" => ProgressKeys,
        "hindsight" => HindsightKeys,
        _ => [],
    };

    /// <summary>The policy of a name and its options.</summary>
    /// <exception cref="RotaException">No such policy or option, or a value out of its range.</exception>
    public static FlowPolicyEntry Parse(string text)
    {
        var parts = text.Split('+', StringSplitOptions.TrimEntries);
        var entry = FlowPolicies.Find(parts[0]);
        if (parts.Length == 1) return entry;
        var values = new Dictionary<string, double>();
        foreach (var part in parts[1..])
        {
            var sign = part.Split('=', 2);
            var known = Options(entry.Name);
            if (!known.Contains(sign[0]))
                throw new RotaException($"{text}: unknown option '{sign[0]}' of {entry.Name}, expected {(known.Count == 0 ? "none" : string.Join(", ", known))}{Nearest.Hint(sign[0], known)}");
            if (sign.Length < 2 || !double.TryParse(sign[1], NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value))
                throw new RotaException($"{text}: '{part}' is not {sign[0]}=NUMBER");
            if (!values.TryAdd(sign[0], value)) throw new RotaException($"{text}: {sign[0]} comes twice");
        }
        Func<FlowPolicy> create = entry.Name switch
        {
            "chunk-balance" => () => new ChunkBalance(Balanced(values)),
            "balance-first" => () => new Balance(null, Balanced(values)),
            "progress-first" => () => new ProgressFirst(Progress(values)),
            _ => () => new Hindsight(Hindsighted(values)),
        };
        // Values out of range are told now, not in the middle of a comparison.
        _ = create();
        return entry with { Name = text, Create = create };
    }

    private static BalanceOptions Balanced(Dictionary<string, double> values)
    {
        var usual = new BalanceOptions();
        return new()
        {
            Base = values.GetValueOrDefault("base", usual.Base),
            FullFraction = values.GetValueOrDefault("full-fraction", usual.FullFraction),
            Patience = values.GetValueOrDefault("patience", usual.Patience),
        };
    }

    private static ProgressFirstOptions Progress(Dictionary<string, double> values)
    {
        var usual = new ProgressFirstOptions();
        return new()
        {
            ProgressDiscount = values.GetValueOrDefault("progress-discount", usual.ProgressDiscount),
            ChunkDiscount = values.GetValueOrDefault("chunk-discount", usual.ChunkDiscount),
            ChunkSpan = values.GetValueOrDefault("chunk-span", usual.ChunkSpan),
        };
    }

    private static HindsightOptions Hindsighted(Dictionary<string, double> values)
    {
        var usual = new HindsightOptions();
        return usual with
        {
            FirstLook = (int)Math.Clamp(values.GetValueOrDefault("first-look", usual.FirstLook), 0, int.MaxValue),
            MostJobs = (int)Math.Clamp(values.GetValueOrDefault("most-jobs", usual.MostJobs), 0, int.MaxValue),
            Hysteresis = values.GetValueOrDefault("hysteresis", usual.Hysteresis),
        };
    }
}
