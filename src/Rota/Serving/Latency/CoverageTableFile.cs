using System.Globalization;
using Rota.Formats;

namespace Rota.Serving.Latency;

/// <summary>
/// Expert coverage as a user measured it: a CSV with the columns <c>tokens,phase,fraction</c>, phase <c>prefill</c> or <c>decode</c>, of each phase at least one row or
/// none, tokens increasing.
/// </summary>
public static class CoverageTableFile
{
    /// <summary>Reads the table for a model.</summary>
    /// <param name="input">The file.</param>
    /// <param name="model">A mixture of experts.</param>
    /// <exception cref="RotaException">The model has no experts.</exception>
    /// <exception cref="InputException">
    /// No such phase, tokens that do not increase, a fraction outside of experts a token / experts to 1 or less than the one before.
    /// </exception>
    public static ExpertCoverage Read(TextInput input, ModelShape model)
    {
        if (!model.IsMoe) throw new RotaException($"{model.Name} has no experts, expected a mixture of experts for the coverage in {input.Name}");
        var csv = new CsvText(input);
        var (tokens, phase, fraction) = (csv.Get("tokens"), csv.Get("phase"), csv.Get("fraction"));
        var least = (double)model.ExpertsPerToken / model.Experts;
        var (decodes, prefills) = (new List<(double, double)>(), new List<(double Tokens, double Share)>());
        while (csv.NextRow())
        {
            var list = csv.Text(phase, "prefill or decode") switch
            {
                "prefill" => prefills,
                "decode" => decodes,
                var other => throw csv.Error(phase, $"read phase '{other}', expected prefill or decode{Nearest.Hint(other, ["prefill", "decode"])}"),
            };
            var row = (Tokens: (double)csv.Integer(tokens, "tokens", 1, 100_000_000), Share: csv.Real(fraction, "a fraction of the experts", 0, 1));
            var before = list.Count > 0 ? list[^1] : (0, 0);
            if (row.Tokens <= before.Item1) throw csv.Error(tokens, $"read {row.Tokens} tokens behind {before.Item1}, expected more");
            // Fractions are written with few digits: 8 of 128 experts are 0.0625, 6 of 64 0.094.
            if (row.Share < least - 0.0005)
                throw csv.Error(fraction, string.Create(CultureInfo.InvariantCulture, $"read {row.Share}, expected at least {least:0.####}: a token touches {model.ExpertsPerToken} of {model.Experts} experts"));
            if (row.Share < before.Item2)
                throw csv.Error(fraction, string.Create(CultureInfo.InvariantCulture, $"read {row.Share} behind {before.Item2}, expected no less: more tokens touch no fewer experts"));
            list.Add((row.Tokens, Math.Max(row.Share, least)));
        }
        if (decodes.Count + prefills.Count == 0) throw new InputException(input.Name, "has no row, expected tokens,phase,fraction");
        return ExpertCoverage.Table(model.Experts, model.ExpertsPerToken, decodes, prefills);
    }
}
