using System.Collections;
using Rota.Formats;

namespace Rota.Serving.Latency;

/// <summary>
/// Expert coverage from what a router chose: a CSV with the columns <c>layer,token,experts</c>, the experts of a token in a layer between blanks or semicolons, and
/// maybe <c>phase</c> (<c>prefill</c>, else <c>decode</c>). Tokens of a layer and phase stand in the order in which they shared batches. The share of 1, 2, 4, ...
/// tokens is the mean over all windows of so many neighbours and over all layers.
/// </summary>
public static class RouterLogFile
{
    private const int MaxLayers = 10_000;

    /// <summary>Reads the log of a model's router.</summary>
    /// <param name="input">The file.</param>
    /// <param name="model">A mixture of experts.</param>
    /// <exception cref="RotaException">The model has no experts.</exception>
    /// <exception cref="InputException">An expert the model does not have or a token has twice, more or fewer experts than a token has, no such phase, no row.</exception>
    public static ExpertCoverage Read(TextInput input, ModelShape model)
    {
        if (!model.IsMoe) throw new RotaException($"{model.Name} has no experts, expected a mixture of experts for the router's log {input.Name}");
        var csv = new CsvText(input);
        var (layer, experts, phase) = (csv.Get("layer"), csv.Get("experts"), csv.Find("phase"));
        csv.Get("token");
        var chosen = new SortedDictionary<(bool Prefill, long Layer), List<int[]>>();
        while (csv.NextRow())
        {
            var prefill = phase < 0 || csv.Text(phase, "prefill or decode") switch
            {
                "prefill" => true,
                "decode" => false,
                var other => throw csv.Error(phase, $"read phase '{other}', expected prefill or decode{Nearest.Hint(other, ["prefill", "decode"])}"),
            };
            var key = (prefill, csv.Integer(layer, "a layer", 0, MaxLayers));
            if (!chosen.TryGetValue(key, out var tokens)) chosen[key] = tokens = [];
            tokens.Add(Experts(csv, experts, model));
        }
        if (chosen.Count == 0) throw new InputException(input.Name, "has no row, expected layer,token,experts");
        return ExpertCoverage.Table(model.Experts, model.ExpertsPerToken, Shares(chosen, prefill: false, model), Shares(chosen, prefill: true, model));
    }

    private static int[] Experts(CsvText csv, int column, ModelShape model)
    {
        var words = csv.Text(column, "experts", 10_000).Split([' ', ';'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length != model.ExpertsPerToken) throw csv.Error(column, $"read {words.Length} experts, expected {model.ExpertsPerToken} between blanks or semicolons");
        var found = new int[words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            if (!int.TryParse(words[i], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out found[i]) || found[i] >= model.Experts)
                throw csv.Error(column, $"read expert '{words[i]}', expected 0 to {model.Experts - 1}");
            if (found.AsSpan(0, i).Contains(found[i])) throw csv.Error(column, $"read expert {found[i]} twice, expected each once");
        }
        return found;
    }

    private static List<(double Tokens, double Share)> Shares(SortedDictionary<(bool Prefill, long Layer), List<int[]>> chosen, bool prefill, ModelShape model)
    {
        var logs = chosen.Where(entry => entry.Key.Prefill == prefill).Select(entry => entry.Value).ToArray();
        var shares = new List<(double Tokens, double Share)>();
        for (var size = 1; logs.Any(log => log.Count >= size); size *= 2)
        {
            var (touched, windows) = (0L, 0L);
            foreach (var log in logs)
                for (var start = 0; start + size <= log.Count; start += size, windows++) touched += Touched(log, start, size, model.Experts);
            // Of fewer windows a mean can fall by chance; more tokens touch no fewer experts.
            shares.Add((size, Math.Max((double)touched / windows / model.Experts, shares.Count > 0 ? shares[^1].Share : 0)));
        }
        return shares;
    }

    private static int Touched(List<int[]> log, int start, int size, int experts)
    {
        var seen = new BitArray(experts);
        var count = 0;
        for (var token = start; token < start + size; token++)
            foreach (var expert in log[token])
            {
                if (!seen[expert]) count++;
                seen[expert] = true;
            }
        return count;
    }
}
