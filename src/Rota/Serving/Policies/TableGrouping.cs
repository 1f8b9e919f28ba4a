using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>
/// The rule of the paper's code: by the tokens of the whole batch 1, 2 and 4 groups up to 512, 1024 and 2048 tokens, 8 or half the configured maximum up to
/// 4096 (but not below 4), and the maximum beyond; never more than the maximum. Of maxima other than 4, 12, 16 and 24 the middle is our reading.
/// </summary>
/// <param name="Maximum">Most groups, 1 to the model's layers; 16 for Qwen3-30B-A3B in the paper's code.</param>
public sealed record TableGrouping(int Maximum = 16) : LayerGrouping
{
    /// <inheritdoc/>
    public override string Name => $"table-{Maximum}";

    /// <inheritdoc/>
    public override string? Fault => Maximum >= 1 ? null : $"{Maximum} layer groups at most, expected at least 1";

    /// <summary>Groups of a batch.</summary>
    /// <param name="tokens">Its tokens, at least 1.</param>
    public int Of(int tokens) => tokens switch
    {
        <= 512 => Math.Min(1, Maximum),
        <= 1024 => Math.Min(2, Maximum),
        <= 2048 => Math.Min(4, Maximum),
        <= 4096 => Math.Min(8, Math.Max(Math.Min(4, Maximum), Maximum / 2)),
        _ => Maximum,
    };

    /// <inheritdoc/>
    public override LayerGroupRule Create(PolicyContext context) => Maximum <= context.Profile.Layers
        ? new Live(this)
        : throw new RotaException($"{Maximum} layer groups at most, but {context.Profile.Name} has {context.Profile.Layers} layers; expected 1 to {context.Profile.Layers}");

    private sealed class Live(TableGrouping table) : LayerGroupRule
    {
        public override int Groups(ServingView view, in LayerBatch batch) => table.Of(batch.Tokens);
    }
}
