namespace Rota.Serving.Policies;

/// <summary>Prompts, or pieces of them, that pass the layer groups together.</summary>
/// <param name="Tokens">New tokens of all of them.</param>
/// <param name="Longest">New tokens of the longest.</param>
/// <param name="Past">Most tokens that one of them has computed before.</param>
/// <param name="Squares">Sum of the squares of their new tokens: what attention among them grows with.</param>
public readonly record struct LayerBatch(int Tokens, int Longest, int Past, double Squares = 0)
{
    /// <summary>The batch with one more.</summary>
    public LayerBatch With(int tokens, int past) => new(Tokens + tokens, Math.Max(Longest, tokens), Math.Max(Past, past), Squares + ((double)tokens * tokens));
}
