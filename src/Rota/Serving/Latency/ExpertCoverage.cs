using System.Collections.Immutable;
using System.Globalization;
using Rota.Formats;

namespace Rota.Serving.Latency;

/// <summary>
/// Which share of a layer's experts a batch touches. Tokens count as so many independent draws (<i>samples</i>), because neighbours of a prompt like the same
/// experts; samples of decodes and prompts add up; a share follows from the samples (layered-prefill 3.3, serving-simulator 4.5).
/// </summary>
public abstract class ExpertCoverage
{
    private ExpertCoverage(string name) => Name = name;

    /// <summary>For reports: "measured".</summary>
    public string Name { get; }

    /// <summary>Samples that decoding requests are worth.</summary>
    public abstract double DecodeSamples(double tokens);

    /// <summary>Samples that tokens of one prompt are worth.</summary>
    public abstract double PrefillSamples(double tokens);

    /// <summary>Share of the experts that so many samples touch, 0 to 1.</summary>
    public abstract double Share(double samples);

    /// <summary>The modes by name.</summary>
    public static ImmutableArray<string> Modes { get; } = ["balanced", "uniform", "measured", "zipf(s)"];

    /// <summary>Every token goes to experts that are not in use yet: min(1, n k / E).</summary>
    public static ExpertCoverage Balanced(int experts, int perToken) => new BalancedRouting((double)perToken / experts);

    /// <summary>The coupon collector: 1 - (1 - k/E)^n, an upper bound for real routing.</summary>
    public static ExpertCoverage Uniform(int experts, int perToken) => new UniformRouting(experts, perToken);

    /// <summary>
    /// As measured on Qwen3-30B-A3B: n decodes are worth min(n, 1.30 n^0.65) samples, n tokens of a prompt min(n, 3.43 n^0.33) (layered-prefill 3.3).
    /// </summary>
    public static ExpertCoverage Measured(int experts, int perToken) => new MeasuredRouting(experts, perToken);

    /// <summary>Expert i is chosen in proportion to 1 / i^s: the mean of 1 - (1 - p_i)^n, p_i the chance that a token uses expert i.</summary>
    /// <param name="experts">Experts a layer.</param>
    /// <param name="perToken">Experts a token.</param>
    /// <param name="exponent">s, 0 to 4; 0 is uniform.</param>
    public static ExpertCoverage Zipf(int experts, int perToken, double exponent) => new ZipfRouting(experts, perToken, exponent);

    /// <summary>Measured shares by number of tokens, apart for decodes and prompts, with straight lines between them.</summary>
    /// <param name="experts">Experts a layer.</param>
    /// <param name="perToken">Experts a token.</param>
    /// <param name="decodes">Tokens and share, tokens increasing, shares from k/E to 1 and not decreasing; empty to take the measured law.</param>
    /// <param name="prefills">The same for prompts.</param>
    /// <exception cref="RotaException">Such a table is no coverage.</exception>
    public static ExpertCoverage Table(int experts, int perToken, IReadOnlyList<(double Tokens, double Share)> decodes, IReadOnlyList<(double Tokens, double Share)> prefills) =>
        new TableRouting(experts, perToken, decodes, prefills);

    /// <summary>A mode by its name: balanced, uniform, measured or zipf(1.2).</summary>
    /// <exception cref="RotaException">No such mode; names the nearest.</exception>
    public static ExpertCoverage Parse(string mode, int experts, int perToken)
    {
        switch (mode)
        {
            case "balanced": return Balanced(experts, perToken);
            case "uniform": return Uniform(experts, perToken);
            case "measured": return Measured(experts, perToken);
        }
        if (mode.StartsWith("zipf(", StringComparison.Ordinal) && mode.EndsWith(')')
            && double.TryParse(mode.AsSpan(5, mode.Length - 6), NumberStyles.Float, CultureInfo.InvariantCulture, out var exponent) && exponent is >= 0 and <= 4)
            return Zipf(experts, perToken, exponent);
        throw new RotaException($"read expert coverage '{mode}', expected {string.Join(", ", Modes)} with s from 0 to 4{Nearest.Hint(mode, Modes)}");
    }

    private sealed class BalancedRouting(double share) : ExpertCoverage("balanced")
    {
        public override double DecodeSamples(double tokens) => tokens;
        public override double PrefillSamples(double tokens) => tokens;
        public override double Share(double samples) => Math.Min(1, samples * share);
    }

    private class UniformRouting(int experts, int perToken, string name = "uniform") : ExpertCoverage(name)
    {
        // Of a token that uses every expert the logarithm is minus infinity; one sample must then give 1 and none 0.
        protected readonly double Miss = perToken >= experts ? -1e9 : Math.Log(1 - ((double)perToken / experts));

        public override double DecodeSamples(double tokens) => tokens;
        public override double PrefillSamples(double tokens) => tokens;
        public sealed override double Share(double samples) => 1 - Math.Exp(samples * Miss);
    }

    private sealed class MeasuredRouting(int experts, int perToken) : UniformRouting(experts, perToken, "measured")
    {
        public override double DecodeSamples(double tokens) => Math.Min(tokens, 1.30 * Math.Pow(tokens, 0.65));
        public override double PrefillSamples(double tokens) => Math.Min(tokens, 3.43 * Math.Pow(tokens, 0.33));
    }

    private sealed class ZipfRouting : ExpertCoverage
    {
        // The sum over experts is tabulated: a step is priced in nanoseconds.
        private const double Ratio = 1.02;
        private readonly double[] shares;
        private readonly double last;

        public ZipfRouting(int experts, int perToken, double exponent) : base(string.Create(CultureInfo.InvariantCulture, $"zipf({exponent})"))
        {
            var use = Uses(experts, perToken, exponent);
            var at = new List<double>();
            for (var n = 1.0; n < 1e7; n *= Ratio) at.Add(use.Sum(p => 1 - Math.Pow(1 - p, n)) / experts);
            shares = [.. at];
            last = shares[^1];
        }

        public override double DecodeSamples(double tokens) => tokens;
        public override double PrefillSamples(double tokens) => tokens;

        public override double Share(double samples)
        {
            if (samples <= 1) return Math.Max(0, samples) * shares[0];
            var position = Math.Log(samples) / Math.Log(Ratio);
            var low = (int)position;
            return low + 1 >= shares.Length ? last : shares[low] + ((position - low) * (shares[low + 1] - shares[low]));
        }

        /// <summary>Chance that a token uses an expert: k times its popularity, the surplus over 1 of the most popular given to the others.</summary>
        private static double[] Uses(int experts, int perToken, double exponent)
        {
            var weight = Enumerable.Range(1, experts).Select(i => Math.Pow(i, -exponent)).ToArray();
            var full = 0;
            while (full < perToken && weight[full] * (perToken - full) >= weight.Skip(full).Sum()) full++;
            var rest = weight.Skip(full).Sum();
            return [.. weight.Select((w, i) => i < full ? 1.0 : w * (perToken - full) / rest)];
        }
    }

    private sealed class TableRouting : UniformRouting
    {
        private readonly (double Tokens, double Share)[] decodes;
        private readonly (double Tokens, double Share)[] prefills;

        public TableRouting(int experts, int perToken, IReadOnlyList<(double Tokens, double Share)> decodes, IReadOnlyList<(double Tokens, double Share)> prefills)
            : base(experts, perToken, "table")
        {
            var least = (double)perToken / experts;
            this.decodes = Checked(decodes, least, "decode");
            this.prefills = Checked(prefills, least, "prefill");
        }

        public override double DecodeSamples(double tokens) => decodes.Length == 0 ? Math.Min(tokens, 1.30 * Math.Pow(tokens, 0.65)) : Samples(decodes, tokens);
        public override double PrefillSamples(double tokens) => prefills.Length == 0 ? Math.Min(tokens, 3.43 * Math.Pow(tokens, 0.33)) : Samples(prefills, tokens);

        private double Samples((double Tokens, double Share)[] table, double tokens)
        {
            if (tokens <= 0) return 0;
            var share = table[^1].Share;
            for (var i = 0; i < table.Length; i++)
            {
                if (tokens > table[i].Tokens) continue;
                var (fromTokens, fromShare) = i == 0 ? (0, 0) : table[i - 1];
                share = fromShare + ((table[i].Share - fromShare) * (tokens - fromTokens) / (table[i].Tokens - fromTokens));
                break;
            }
            return Math.Log(1 - Math.Min(share, 1 - 1e-9)) / Miss;
        }

        private static (double Tokens, double Share)[] Checked(IReadOnlyList<(double Tokens, double Share)> table, double least, string phase)
        {
            var before = (Tokens: 0.0, Share: 0.0);
            foreach (var entry in table)
            {
                if (!(entry.Tokens > before.Tokens)) throw new RotaException($"{phase} coverage: {entry.Tokens} tokens behind {before.Tokens}, expected increasing numbers");
                if (!(entry.Share >= least - 1e-9 && entry.Share <= 1))
                    throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"{phase} coverage at {entry.Tokens} tokens: read {entry.Share}, expected {least:0.####} (experts a token / experts) to 1"));
                if (entry.Share < before.Share)
                    throw new RotaException(string.Create(CultureInfo.InvariantCulture, $"{phase} coverage at {entry.Tokens} tokens: read {entry.Share}, less than {before.Share} at {before.Tokens}; more tokens touch no fewer experts"));
                before = entry;
            }
            return [.. table];
        }
    }
}
