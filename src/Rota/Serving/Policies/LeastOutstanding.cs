using Rota.Randomness;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>The instance with the fewest outstanding requests, or prompt tokens of them: what routers call least connections, or least tokens. The first of equals.</summary>
public sealed record LeastOutstanding : PlacementChoice
{
    /// <summary>Counts prompt tokens instead of requests. Default true.</summary>
    public bool ByTokens { get; init; } = true;

    /// <inheritdoc/>
    public override string Name => ByTokens ? "least-tokens" : "least-requests";

    /// <inheritdoc/>
    public override Placement Create(RandomStream random) => new Live(ByTokens);

    private sealed class Live(bool byTokens) : CountingPlacement
    {
        public override int Choose(FleetView view, int request, ReadOnlySpan<int> candidates) => Least(candidates, byTokens);
    }
}
