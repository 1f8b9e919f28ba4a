using System.Threading.Channels;

namespace Rota.Hosting;

/// <summary>A channel whose reader gets the item of the user whose turn it is, by weight, instead of the oldest one. For any number of writers and readers.</summary>
public sealed class FairChannel<T> : Channel<T>
{
    /// <summary>An empty channel.</summary>
    /// <exception cref="RotaException">An option is out of range.</exception>
    public FairChannel(FairChannelOptions<T> options)
    {
        if (options.CapacityPerUser is < 1) throw new RotaException($"capacity per user {options.CapacityPerUser}, expected at least 1");
        if (options.Readers < 1) throw new RotaException($"readers {options.Readers}, expected at least 1");
        var state = new FairChannelState<T>(options);
        Writer = new FairChannelWriter<T>(state);
        Reader = new FairChannelReader<T>(state);
    }
}
