namespace Rota.Serving.Policies.PastFuture;

/// <summary>A request as memory sees it: it holds tokens now and takes one more a step until it is done.</summary>
/// <param name="Used">Tokens of KV it holds, u.</param>
/// <param name="Remaining">Steps until it is done, x; at least 0.</param>
public readonly record struct GrowingRequest(long Used, long Remaining);
