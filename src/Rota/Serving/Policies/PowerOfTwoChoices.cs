using Rota.Randomness;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Two different instances by chance, and of these the one with fewer outstanding requests (Mitzenmacher 2001; SGLang's router has it).</summary>
public sealed record PowerOfTwoChoices : PlacementChoice
{
    /// <summary>Counts prompt tokens instead of requests. Default false.</summary>
    public bool ByTokens { get; init; }

    /// <inheritdoc/>
    public override string Name => "power-of-two";

    /// <inheritdoc/>
    public override Placement Create(RandomStream random) => new Live(ByTokens, random);

    private sealed class Live(bool byTokens, RandomStream random) : CountingPlacement
    {
        public override int Choose(FleetView view, int request, ReadOnlySpan<int> candidates)
        {
            if (candidates.Length == 1) return candidates[0];
            var first = random.Next(candidates.Length);
            var second = random.Next(candidates.Length - 1);
            if (second >= first) second++;
            return Least([candidates[first], candidates[second]], byTokens);
        }
    }
}
