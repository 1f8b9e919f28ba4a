namespace Rota.Serving.Engine;

/// <summary>A waiting request that enters by copying a part of its context back from host memory.</summary>
/// <param name="Request">Whose.</param>
/// <param name="Hits">Blocks from the start of its sequence that the GPU still has.</param>
/// <param name="Blocks">Blocks behind those that come from the host.</param>
public readonly record struct RestoreItem(int Request, int Hits, int Blocks);
