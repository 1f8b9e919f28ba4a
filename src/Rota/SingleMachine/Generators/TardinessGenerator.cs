using System.Collections.Immutable;
using System.Globalization;
using Rota.Randomness;

namespace Rota.SingleMachine.Generators;

/// <summary>
/// Random tardiness problems after Fisher (1976), as all published sets: with P the work of all jobs, due dates are uniform in [P (1 - TF - RDD / 2), P (1 - TF + RDD / 2)].
/// Lengths, due dates, weights and releases come from streams of their own: changing one leaves the others as they are.
/// </summary>
public static class TardinessGenerator
{
    /// <summary>The published classes, RDD outermost: RDD in {0.2, ..., 1}, TF in {0.2, ..., 0.8}.</summary>
    public static ImmutableArray<(double DueRange, double Tightness)> Classes { get; } =
        [.. from range in Enumerable.Range(1, 5) from tightness in Enumerable.Range(1, 4) select (range / 5.0, tightness / 5.0)];

    /// <summary>A problem after the options.</summary>
    /// <exception cref="RotaException">Options out of their ranges; the message names them all.</exception>
    public static TardinessProblem Create(TardinessGeneratorOptions options)
    {
        options.Validate();
        var random = new RandomStream(options.Seed);
        var (lengths, dues, weights, releases) = (random.Split("lengths"), random.Split("dues"), random.Split("weights"), random.Split("releases"));
        var processing = new long[options.Jobs];
        long work = 0;
        foreach (ref var length in processing.AsSpan()) work += length = Length(options, lengths);
        var earliest = (long)Math.Floor(work * (1 - options.Tightness - (options.DueRange / 2)));
        var latest = (long)Math.Floor(work * (1 - options.Tightness + (options.DueRange / 2)));
        var jobs = ImmutableArray.CreateBuilder<TardinessJob>(options.Jobs);
        for (var j = 0; j < processing.Length; j++)
        {
            var due = dues.Next((int)earliest, (int)latest);
            var release = releases.Next(0, (int)(options.ReleaseSpread * work));
            jobs.Add(new($"{j + 1}", processing[j], (options.ClampDue ? Math.Max(0, due) : due) + release, weights.Next(1, options.MaxWeight), release));
        }
        return new(options.Name ?? NameOf(options), jobs.MoveToImmutable(), $"Rota's generator, seed {options.Seed}");
    }

    private static long Length(TardinessGeneratorOptions options, RandomStream random)
    {
        if (options.Lengths == LengthDistribution.Uniform) return random.Next(options.MinLength, options.MaxLength);
        while (true)
        {
            var length = (long)Math.Round(random.NextNormal(options.MeanLength, options.LengthDeviation));
            if (length >= 1) return length;
        }
    }

    private static string NameOf(TardinessGeneratorOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"tardiness-{options.Jobs}-{options.DueRange}-{options.Tightness}{(options.MaxWeight > 1 ? $"-w{options.MaxWeight}" : "")}{(options.ReleaseSpread > 0 ? $"-r{options.ReleaseSpread}" : "")}-seed{options.Seed}");
}
