using System.Globalization;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// As few groups as a fixed slice of prefill time a step allows, whatever decoding takes beside it: what 512 tokens stand for in the paper, counted in time
/// instead of tokens, because in a mixture of experts tokens of short prompts cost several times those of long ones.
/// </summary>
/// <param name="SliceSeconds">Longest prefill in a step that is aimed at, more than 0.</param>
public sealed record SliceGrouping(double SliceSeconds = 0.015) : LayerGrouping
{
    /// <inheritdoc/>
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"slice-{SliceSeconds * 1e3:0.##}ms");

    /// <inheritdoc/>
    public override string? Fault => SliceSeconds is > 0 and <= 60
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"a slice of {SliceSeconds} s a step, expected more than 0 and at most 60");

    /// <inheritdoc/>
    public override LayerGroupRule Create(PolicyContext context) => new Live(new(context.Profile), SliceSeconds * SimTime.Second, context.Profile.Layers);

    /// <summary>Groups of the most layers that take no longer than the room there is; of one layer when even that is too long.</summary>
    internal static int Groups(double prefill, double room, int layers)
    {
        var each = prefill / layers;
        var fitting = room <= each ? 1 : (int)Math.Min(layers, Math.Floor(room / each));
        return (layers + fitting - 1) / fitting;
    }

    private sealed class Live(PassProfile profile, double slice, int layers) : LayerGroupRule
    {
        public override int Groups(ServingView view, in LayerBatch batch) =>
            SliceGrouping.Groups(profile.Prefill(batch, view.DecodingCount), slice, layers);
    }
}
