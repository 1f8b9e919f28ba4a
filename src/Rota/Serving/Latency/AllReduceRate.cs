namespace Rota.Serving.Latency;

/// <summary>How long GPUs take to add up a message: start + bytes / rate.</summary>
/// <param name="Gpus">GPUs that take part.</param>
/// <param name="Start">Microseconds for an empty message.</param>
/// <param name="Rate">Message bytes over time, GB/s; not the bandwidth of the wire.</param>
public readonly record struct AllReduceRate(int Gpus, double Start, double Rate)
{
    /// <summary>Microseconds for a message.</summary>
    public double Microseconds(double bytes) => Start + (bytes / (Rate * 1e3));
}
