using System.Threading.Channels;

namespace Rota.Hosting;

/// <summary>The end of a <see cref="FairChannel{T}"/> that is read from.</summary>
internal sealed class FairChannelReader<T>(FairChannelState<T> state) : ChannelReader<T>
{
    public override Task Completion => state.Completion;

    public override bool CanCount => true;

    public override int Count => state.Count;

    public override bool CanPeek => true;

    public override bool TryRead(out T item) => state.TryRead(out item);

    public override bool TryPeek(out T item) => state.TryPeek(out item);

    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) => state.WaitToRead(cancellationToken);
}
