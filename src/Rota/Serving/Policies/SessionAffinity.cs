using Rota.Randomness;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>A turn goes where the turn before it of its program went; first turns and requests on their own go where least is outstanding.</summary>
public sealed record SessionAffinity : PlacementChoice
{
    /// <inheritdoc/>
    public override string Name => "session-affinity";

    /// <inheritdoc/>
    public override Placement Create(RandomStream random) => new Live();

    private sealed class Live : CountingPlacement
    {
        private readonly Dictionary<int, int> home = [];

        public override int Choose(FleetView view, int request, ReadOnlySpan<int> candidates)
        {
            // Behind a hand-over a turn's last instance is a decode one: homes are kept by role.
            var program = view[candidates[0]].Program(request);
            var key = view.Role(candidates[0]) == InstanceRole.Decode ? ~program : program;
            if (program >= 0 && home.TryGetValue(key, out var last) && candidates.Contains(last)) return last;
            var chosen = Least(candidates, byTokens: true);
            if (program >= 0) home[key] = chosen;
            return chosen;
        }
    }
}
