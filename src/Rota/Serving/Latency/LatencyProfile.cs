using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Serving.Latency;

/// <summary>
/// Measured kernel times of one model on one GPU, from CSV tables: <c>dense</c> (layer, tokens, time_us), <c>attention</c> (prefill_chunk, kv_prefill,
/// n_decode, kv_decode, time_us), <c>per_sequence</c> (layer, sequences, time_us), <c>moe</c> (tokens, activated_experts, time_us) and <c>all-reduce</c>
/// (workers, devices_per_node, bytes, median_us).
/// </summary>
public sealed class LatencyProfile
{
    // Operators of a layer, whether they stand in front of the end of attention, and how often a layer has them.
    private static readonly ImmutableArray<(string Name, bool Attention, int Times)> Operators =
    [
        ("layernorm", true, 1), ("qkv_proj", true, 1), ("qk_norm", true, 1), ("rotary_emb", true, 1), ("o_proj", true, 1),
        ("layernorm", false, 1), ("gate_up_proj", false, 1), ("act_fn", false, 1), ("down_proj", false, 1),
    ];

    private static readonly ImmutableArray<string> Outside = ["embedding", "final_layernorm"];

    private LatencyProfile(string name) => Name = name;

    /// <summary>For reports: the name of the dense table.</summary>
    public string Name { get; }

    internal ProfileCurve AttentionOperators { get; private set; } = null!;
    internal ProfileCurve MlpOperators { get; private set; } = null!;
    internal ProfileCurve OutsideOperators { get; private set; } = null!;
    internal ProfileGrid Attention { get; private set; } = null!;
    internal ProfileCurve PerSequence { get; private set; } = null!;
    internal ProfileGrid? Experts { get; private set; }
    internal Dictionary<int, ProfileCurve> AllReduces { get; } = [];

    /// <summary>Reads the tables of a profile.</summary>
    /// <param name="dense">Operators by tokens.</param>
    /// <param name="attention">Attention by batch.</param>
    /// <param name="perSequence">Output head and sampler by sequences.</param>
    /// <param name="experts">Experts by tokens and activated experts; null for a dense model.</param>
    /// <param name="allReduce">All-reduce by GPUs and bytes; null to take the GPU's own.</param>
    /// <exception cref="InputException">Columns or operators are missing, numbers out of range, or points come twice.</exception>
    public static LatencyProfile Read(TextInput dense, TextInput attention, TextInput perSequence, TextInput? experts = null, TextInput? allReduce = null)
    {
        var profile = new LatencyProfile(Path.GetFileName(dense.Name));
        profile.ReadDense(dense, experts is not null);
        profile.Attention = ReadAttention(attention);
        profile.PerSequence = ReadPerSequence(perSequence);
        if (experts is not null) profile.Experts = ReadExperts(experts);
        if (allReduce is not null) profile.ReadAllReduce(allReduce);
        return profile;
    }

    private void ReadDense(TextInput input, bool moe)
    {
        var curves = Curves(input, "tokens", "an operator", [.. Operators.Select(o => o.Name).Distinct(), .. Outside]);
        // Experts stand in the place of the MLP, QK norms are not in every model; everything else every model has.
        foreach (var needed in (ReadOnlySpan<string>)["layernorm", "qkv_proj", "o_proj", .. moe ? [] : (string[])["gate_up_proj", "down_proj"]])
            if (!curves.ContainsKey(needed)) throw new InputException(input.Name, $"has no operator '{needed}'{Nearest.Hint(needed, curves.Keys)}");
        AttentionOperators = Sum(true);
        MlpOperators = Sum(false);
        var outside = Outside.Where(curves.ContainsKey).Select(o => (curves[o], 1.0)).ToList();
        OutsideOperators = outside.Count == 0 ? new([KeyValuePair.Create(1, 0.0)]) : ProfileCurve.Sum(outside);

        ProfileCurve Sum(bool attention) =>
            ProfileCurve.Sum([.. Operators.Where(o => o.Attention == attention && curves.ContainsKey(o.Name)).Select(o => (curves[o.Name], (double)o.Times))]);
    }

    private static ProfileCurve ReadPerSequence(TextInput input)
    {
        var curves = Curves(input, "sequences", "a part of the head", ["lm_head", "sampler"]);
        if (!curves.ContainsKey("lm_head")) throw new InputException(input.Name, $"has no 'lm_head'{Nearest.Hint("lm_head", curves.Keys)}");
        return ProfileCurve.Sum([.. curves.Values.Select(c => (c, 1.0))]);
    }

    private static Dictionary<string, ProfileCurve> Curves(TextInput input, string by, string what, string[] known)
    {
        var table = new CsvText(input);
        var (name, at, time) = (table.Get("layer"), table.Get(by), table.Get("time_us"));
        var points = new Dictionary<string, Dictionary<int, double>>();
        while (table.NextRow())
        {
            var layer = table.Text(name, what);
            if (!known.Contains(layer)) throw table.Error(name, $"read '{layer}', expected {string.Join(", ", known)}{Nearest.Hint(layer, known)}");
            if (!points.TryGetValue(layer, out var own)) points[layer] = own = [];
            if (!own.TryAdd((int)table.Integer(at, by, 1, 1 << 24), table.Real(time, "microseconds"))) throw table.Error(at, $"'{layer}' at this number of {by} comes twice");
        }
        return points.ToDictionary(p => p.Key, p => new ProfileCurve(p.Value));
    }

    private static ProfileGrid ReadAttention(TextInput input)
    {
        var points = Points(input, ["prefill_chunk", "kv_prefill", "n_decode", "kv_decode"], 0);
        if (!points.Any(p => p.At[0] == 0 && p.At[2] > 0)) throw new InputException(input.Name, "has no batch of decodes alone (prefill_chunk 0)");
        if (!points.Any(p => p.At[0] > 0 && p.At[2] == 0)) throw new InputException(input.Name, "has no prompt alone (n_decode 0)");
        points.AddRange(BeyondMeasuredDecodes(points));
        // Without prompt their context does not matter, without decodes theirs neither: those axes first.
        var grid = new ProfileGrid(points, [3, 1, 2, 0]);
        return grid.IsComplete ? grid : throw new InputException(input.Name, "is no grid: whole ranges of batches are missing");
    }

    /// <summary>Mixed batches are measured with fewer decodes than pure ones: the last slope goes on to the largest number.</summary>
    private static List<(ImmutableArray<int> At, double Time)> BeyondMeasuredDecodes(List<(ImmutableArray<int> At, double Time)> points)
    {
        var decodes = points.Select(p => p.At[2]).Distinct().Order().ToList();
        var more = new List<(ImmutableArray<int>, double)>();
        foreach (var row in points.Where(p => p.At[2] > 0).GroupBy(p => (p.At[0], p.At[1], p.At[3])))
        {
            var sorted = row.OrderBy(p => p.At[2]).ToList();
            if (sorted.Count < 2) continue;
            var (before, last) = (sorted[^2], sorted[^1]);
            var slope = Math.Max(0, (last.Time - before.Time) / (last.At[2] - before.At[2]));
            more.AddRange(decodes.Where(n => n > last.At[2]).Select(n => (last.At.SetItem(2, n), last.Time + (slope * (n - last.At[2])))));
        }
        return more;
    }

    private static ProfileGrid ReadExperts(TextInput input)
    {
        var grid = new ProfileGrid(Points(input, ["tokens", "activated_experts"], 1), [0, 1]);
        return grid.IsComplete ? grid : throw new InputException(input.Name, "is no grid: whole ranges of tokens are missing");
    }

    private static List<(ImmutableArray<int> At, double Time)> Points(TextInput input, string[] names, int least)
    {
        var table = new CsvText(input);
        var columns = names.Select(table.Get).ToArray();
        var time = table.Get("time_us");
        var seen = new HashSet<(int, int, int, int)>();
        var points = new List<(ImmutableArray<int>, double)>();
        while (table.NextRow())
        {
            ImmutableArray<int> at = [.. columns.Select((c, i) => (int)table.Integer(c, names[i], least, 1 << 24))];
            if (!seen.Add((at[0], at[1], at.Length > 2 ? at[2] : 0, at.Length > 2 ? at[3] : 0))) throw table.Error(columns[0], "this point comes twice");
            points.Add((at, table.Real(time, "microseconds")));
        }
        return points.Count > 0 ? points : throw new InputException(input.Name, "has no rows");
    }

    private void ReadAllReduce(TextInput input)
    {
        var table = new CsvText(input);
        var (workers, perNode, bytes, time) = (table.Get("workers"), table.Get("devices_per_node"), table.Get("bytes"), table.Get("median_us"));
        var sums = new Dictionary<int, Dictionary<int, (double Sum, int Count)>>();
        while (table.NextRow())
        {
            var gpus = (int)table.Integer(workers, "a number of GPUs", 1, 1 << 20);
            // Rows of GPUs on several nodes are about another network.
            if (table.Integer(perNode, "GPUs a node", 1, 1 << 20) != gpus) continue;
            if (!sums.TryGetValue(gpus, out var own)) sums[gpus] = own = [];
            var at = (int)table.Integer(bytes, "bytes", 1, int.MaxValue);
            var (sum, count) = own.GetValueOrDefault(at);
            own[at] = (sum + table.Real(time, "microseconds"), count + 1);
        }
        foreach (var (gpus, own) in sums) AllReduces[gpus] = new(own.Select(p => KeyValuePair.Create(p.Key, p.Value.Sum / p.Value.Count)));
        if (AllReduces.Count == 0) throw new InputException(input.Name, "has no all-reduce inside one node (devices_per_node = workers)");
    }
}
