namespace Rota.Serving.Engine;

/// <summary>A context that comes to the GPU from host memory.</summary>
/// <param name="Request">Whose: swapped out, or waiting as the next turn of a context that was.</param>
/// <param name="Tokens">Tokens that come, from the start of the context.</param>
/// <param name="Waits">The instance waits for them; the request takes part in the step. Else it goes on beside, and the request runs in a later step.</param>
public readonly record struct SwapInItem(int Request, int Tokens, bool Waits);
