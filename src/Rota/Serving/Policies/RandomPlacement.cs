using Rota.Randomness;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>An instance by chance, each alike: plain data parallel serving.</summary>
public sealed record RandomPlacement : PlacementChoice
{
    /// <inheritdoc/>
    public override string Name => "random";

    /// <inheritdoc/>
    public override Placement Create(RandomStream random) => new Live(random);

    private sealed class Live(RandomStream random) : Placement
    {
        public override int Choose(FleetView view, int request, ReadOnlySpan<int> candidates) => candidates[random.Next(candidates.Length)];
    }
}
