using Rota.Randomness;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>Instances in turn.</summary>
public sealed record RoundRobin : PlacementChoice
{
    /// <inheritdoc/>
    public override string Name => "round-robin";

    /// <inheritdoc/>
    public override Placement Create(RandomStream random) => new Live();

    private sealed class Live : Placement
    {
        private int turn;
        private int decodeTurn;

        public override int Choose(FleetView view, int request, ReadOnlySpan<int> candidates) =>
            candidates[(view.Role(candidates[0]) == InstanceRole.Decode ? decodeTurn++ : turn++) % candidates.Length];
    }
}
