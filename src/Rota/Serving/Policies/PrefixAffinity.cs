using Rota.Randomness;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// The instance whose cache knows most of the prompt, unless load is uneven: SGLang's cache-aware router. Where the shares are below the threshold, the
/// instance with the emptiest cache, here the one with fewest outstanding tokens. The caches are looked at themselves, not the router's own guess of them.
/// </summary>
public sealed record PrefixAffinity : PlacementChoice
{
    /// <summary>Share of the prompt that has to be cached to follow the cache, in [0, 1] (cache-threshold).</summary>
    public double CacheThreshold { get; init; } = 0.5;

    /// <summary>Load counts as uneven when the largest number of requests is above the smallest by more than this (balance-abs-threshold)...</summary>
    public int BalanceAbsolute { get; init; } = 32;

    /// <summary>...and above this multiple of it (balance-rel-threshold).</summary>
    public double BalanceRelative { get; init; } = 1.0001;

    /// <inheritdoc/>
    public override string Name => "prefix-affinity";

    /// <inheritdoc/>
    public override Placement Create(RandomStream random) => new Live(this);

    private sealed class Live(PrefixAffinity options) : CountingPlacement
    {
        public override int Choose(FleetView view, int request, ReadOnlySpan<int> candidates)
        {
            if (view.Role(candidates[0]) == InstanceRole.Decode || IsUneven(candidates)) return Least(candidates, byTokens: false);
            var (best, most) = (-1, -1);
            foreach (var candidate in candidates)
                if (view.CachedTokens(candidate, request) is var cached && (cached > most || (cached == most && Requests(candidate) < Requests(best)))) (best, most) = (candidate, cached);
            return most > options.CacheThreshold * view[best].Prompt(request) ? best : Least(candidates, byTokens: true);
        }

        private bool IsUneven(ReadOnlySpan<int> candidates)
        {
            var (least, most) = (long.MaxValue, 0L);
            foreach (var candidate in candidates) (least, most) = (Math.Min(least, Requests(candidate)), Math.Max(most, Requests(candidate)));
            return most - least > options.BalanceAbsolute && most > options.BalanceRelative * least;
        }
    }
}
