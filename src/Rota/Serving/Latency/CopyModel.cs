namespace Rota.Serving.Latency;

/// <summary>
/// How long a set of copies over a link takes: the greater of starting them and of moving their bytes (fastswitch 3.6). One link a direction; copies of a
/// direction follow one another.
/// </summary>
/// <param name="Bandwidth">GB/s for large copies: 24 over PCIe 4 x16, 50 over PCIe 5.</param>
/// <param name="DispatchMicroseconds">Starting one copy: 5, between 2 and 10 by driver.</param>
public sealed record CopyModel(double Bandwidth = 24, double DispatchMicroseconds = 5)
{
    /// <summary>The link of a GPU to its host.</summary>
    public static CopyModel HostLinkOf(Gpu gpu, double dispatchMicroseconds = 5) => new CopyModel(gpu.HostLink, dispatchMicroseconds).Checked();

    /// <summary>Makes sure that the numbers make sense.</summary>
    /// <exception cref="RotaException">A bandwidth that is not above 0, or a negative dispatch time.</exception>
    public CopyModel Checked()
    {
        if (!(Bandwidth is > 0 and < 1e6)) throw new RotaException(FormattableString.Invariant($"a link of {Bandwidth} GB/s, expected more than 0"));
        if (!(DispatchMicroseconds is >= 0 and < 1e6)) throw new RotaException(FormattableString.Invariant($"{DispatchMicroseconds} microseconds to start a copy, expected 0 or more"));
        return this;
    }

    /// <summary>Copy calls for runs of adjacent pages: keys and values of every layer, each run one call.</summary>
    public static long Calls(long runs, int layers) => runs * 2 * layers;

    /// <summary>Picoseconds for copies.</summary>
    /// <param name="calls">Copy calls.</param>
    /// <param name="bytes">Bytes in all.</param>
    public long Duration(long calls, double bytes) =>
        (long)Math.Round(Math.Max(calls * DispatchMicroseconds * SimTime.Microsecond, bytes / Bandwidth * 1e3));

    /// <summary>Picoseconds for pages of a model's KV cache.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pages">Pages in all.</param>
    /// <param name="runs">Runs of pages that are adjacent on both sides.</param>
    /// <param name="pageTokens">Tokens a page.</param>
    public long Duration(ModelShape model, long pages, long runs, int pageTokens = 16) =>
        Duration(Calls(runs, model.Layers), (double)pages * pageTokens * model.Layers * model.KvBytesPerTokenLayer);
}
