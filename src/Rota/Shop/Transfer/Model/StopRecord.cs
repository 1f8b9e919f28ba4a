namespace Rota.Shop.Transfer;

/// <summary>A station's stop, [<paramref name="Start"/>, <paramref name="End"/>).</summary>
/// <param name="Station">The station.</param>
/// <param name="Start">Milliseconds.</param>
/// <param name="End">Milliseconds.</param>
public readonly record struct StopRecord(int Station, long Start, long End);
