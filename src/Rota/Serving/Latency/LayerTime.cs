namespace Rota.Serving.Latency;

/// <summary>Duration of one layer, in the two parts behind which a pass can be stopped.</summary>
/// <param name="Attention">Norm, projections and attention, microseconds.</param>
/// <param name="Mlp">The MLP or the experts, microseconds.</param>
public readonly record struct LayerTime(double Attention, double Mlp)
{
    /// <summary>Both, microseconds.</summary>
    public double Total => Attention + Mlp;
}
