using System.Threading.Channels;

namespace Rota.Hosting;

/// <summary>The end of a <see cref="FairChannel{T}"/> that is written to.</summary>
internal sealed class FairChannelWriter<T>(FairChannelState<T> state) : ChannelWriter<T>
{
    public override bool TryWrite(T item) => state.TryWrite(item);

    public override ValueTask<bool> WaitToWriteAsync(CancellationToken cancellationToken = default) => state.WaitToWrite(cancellationToken);

    public override bool TryComplete(Exception? error = null) => state.TryClose(error);
}
