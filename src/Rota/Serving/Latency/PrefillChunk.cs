namespace Rota.Serving.Latency;

/// <summary>A prompt's part in a step: tokens that are new, tokens that stand in the KV cache already, and the layers it passes through.</summary>
/// <param name="New">New tokens, at least 1.</param>
/// <param name="Past">Tokens computed before.</param>
/// <param name="LayerFrom">First layer, from 0.</param>
/// <param name="LayerTo">Behind the last layer; 0 for all layers.</param>
public readonly record struct PrefillChunk(int New, int Past, int LayerFrom = 0, int LayerTo = 0);
