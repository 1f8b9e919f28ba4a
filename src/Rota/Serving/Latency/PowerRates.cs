namespace Rota.Serving.Latency;

/// <summary>
/// What a GPU draws: E = static watts x time + energy a byte + energy a flop (serving-simulator 4.6). The defaults of the last three were fitted on two
/// H100 as effective, not physical, constants.
/// </summary>
/// <param name="StaticWatts">While a step runs.</param>
/// <param name="IdleWatts">While nothing runs.</param>
/// <param name="ExpertPicojoules">A byte of expert weights read.</param>
/// <param name="BytePicojoules">A byte of other weights or KV cache.</param>
/// <param name="FlopPicojoules">A floating point operation.</param>
public sealed record PowerRates(
    double StaticWatts, double IdleWatts, double ExpertPicojoules = 134, double BytePicojoules = 134, double FlopPicojoules = 1.5);
