using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>The paper's rule, G = max(1, ceil(prompt / 512)): a step does about the prefill of a chunk. Of several prompts the longest decides.</summary>
/// <param name="TokensPerGroup">Prompt tokens that make a group, at least 1.</param>
public sealed record PaperGrouping(int TokensPerGroup = 512) : LayerGrouping
{
    /// <inheritdoc/>
    public override string Name => TokensPerGroup == 512 ? "paper" : $"paper-{TokensPerGroup}";

    /// <inheritdoc/>
    public override string? Fault => TokensPerGroup >= 1 ? null : $"{TokensPerGroup} tokens a layer group, expected at least 1";

    /// <inheritdoc/>
    public override LayerGroupRule Create(PolicyContext context) => new Live(TokensPerGroup);

    private sealed class Live(int tokensPerGroup) : LayerGroupRule
    {
        public override int Groups(ServingView view, in LayerBatch batch) => Math.Max(1, (batch.Longest + tokensPerGroup - 1) / tokensPerGroup);
    }
}
