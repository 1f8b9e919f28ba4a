using System.Globalization;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// As few groups as the target of the time between tokens allows: a group has the most layers whose prefill, on top of decoding, keeps the step within the
/// target, by a profile of the engine. Few groups mean an early first token; batches that are dear for their length, as short prompts are in a mixture of
/// experts, get more of them. The rule G = prefill / (target - decode), in whole layers.
/// </summary>
/// <param name="TargetSeconds">Longest step that is aimed at, more than 0.</param>
public sealed record AdaptiveGrouping(double TargetSeconds = 0.03) : LayerGrouping
{
    /// <inheritdoc/>
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"adaptive-{TargetSeconds * 1e3:0.##}ms");

    /// <inheritdoc/>
    public override string? Fault => TargetSeconds is > 0 and <= 60
        ? null
        : string.Create(CultureInfo.InvariantCulture, $"a target of {TargetSeconds} s between tokens, expected more than 0 and at most 60");

    /// <inheritdoc/>
    public override LayerGroupRule Create(PolicyContext context) => new Live(new(context.Profile), TargetSeconds * SimTime.Second, context.Profile.Layers);

    private sealed class Live(PassProfile profile, double target, int layers) : LayerGroupRule
    {
        public override int Groups(ServingView view, in LayerBatch batch) =>
            SliceGrouping.Groups(profile.Prefill(batch, view.DecodingCount), target - profile.Decode(view.DecodingCount, view.DecodeContext), layers);
    }
}
