namespace Rota.Serving.Engine;

/// <summary>What moving a request's KV costs.</summary>
/// <param name="Duration">Picoseconds on the link.</param>
/// <param name="Waits">The instance waits for it before the step; else it goes on beside.</param>
public readonly record struct SwapCharge(long Duration, bool Waits);
