using Rota.Formats;
using Rota.Serving.Latency;

namespace Rota.Tests.Serving.Latency;

/// <summary>Measured kernels beside the checkout; null where the shared data is absent.</summary>
internal static class KernelProfiles
{
    public static TextInput? Open(string file) => SharedData.Find($"llm-hw-profile/{file}.csv.gz") is { } path ? TextInput.Open(path) : null;

    public static LatencyProfile? Profile(string name, bool moe = false) => Open(name + "_dense") is { } dense
        ? LatencyProfile.Read(dense, Open(name + "_attention")!, Open(name + "_per_sequence")!, moe ? Open(name + "_moe")! : null)
        : null;

    /// <summary>Sums of columns or of rows by number of tokens.</summary>
    public static SortedDictionary<int, double>? Gemm(string file, params string[] operators)
    {
        if (Open(file) is not { } input) return null;
        var table = new CsvText(input);
        var sums = new SortedDictionary<int, double>();
        var count = new Dictionary<int, int>();
        if (table.Find("layer") >= 0)
        {
            var (layer, tokens, time) = (table.Get("layer"), table.Get("tokens"), table.Find("time_us", "latency_us"));
            while (table.NextRow())
                if (operators.Contains(table.Text(layer, "an operator"))) Add((int)table.Integer(tokens, "tokens"), table.Real(time, "us"));
            return sums;
        }
        var (at, tp, columns) = (table.Get("num_tokens"), table.Get("tp"), operators.Select(table.Get).ToArray());
        while (table.NextRow())
        {
            if (table.Integer(tp, "tp") != 1) continue;
            var tokens = (int)table.Integer(at, "tokens");
            count[tokens] = count.GetValueOrDefault(tokens) + 1;
            Add(tokens, columns.Sum(c => table.Real(c, "us")));
        }
        foreach (var (tokens, times) in count) sums[tokens] /= times;
        return sums;

        void Add(int tokens, double time) => sums[tokens] = sums.GetValueOrDefault(tokens) + time;
    }
}
