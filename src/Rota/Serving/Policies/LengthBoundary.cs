namespace Rota.Serving.Policies;

/// <summary>
/// Where a prefill turns from memory-bound into compute-bound (LAPS 3.1): T_comp = alpha L (L + 2H) + beta L meets T_mem = gamma_w L + gamma_r H. Rates in any
/// one unit of time a token.
/// </summary>
/// <param name="Alpha">Compute time of a pair of tokens.</param>
/// <param name="Beta">Compute time of a token.</param>
/// <param name="GammaWrite">Memory time of a new token.</param>
/// <param name="GammaRead">Memory time of a cached token.</param>
public readonly record struct LengthBoundary(double Alpha, double Beta, double GammaWrite, double GammaRead)
{
    /// <summary>The boundary of a first turn, tokens.</summary>
    public double FirstTurn => Math.Max(0, (GammaWrite - Beta) / Alpha);

    /// <summary>The boundary of new tokens behind a cached history; tends to gamma_r / (2 alpha) with its length.</summary>
    public double Behind(double history)
    {
        var linear = (2 * Alpha * history) + Beta - GammaWrite;
        var constant = 4 * Alpha * GammaRead * history;
        var root = Math.Sqrt((linear * linear) + constant);
        // The same root twice: the usual form loses all digits where the linear term is large and positive.
        return Math.Max(0, linear > 0 ? constant / (linear + root) / (2 * Alpha) : (root - linear) / (2 * Alpha));
    }
}
