namespace Rota.Hosting;

/// <summary>What the two ends of a <see cref="FairChannel{T}"/> share.</summary>
internal sealed class FairChannelState<T>(FairChannelOptions<T> options)
{
    private readonly Lock gate = new();
    private readonly FairLine<T> line = new(options, options.Readers, (_, item) => options.Cost?.Invoke(item) ?? 1);
    private readonly Dictionary<string, int> waiting = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Waiters readers = new();
    private Waiters writers = new();
    private int full;
    private bool closed;
    private Exception? error;

    public Task Completion => completion.Task;

    public int Count
    {
        get
        {
            lock (gate) return line.Count;
        }
    }

    public bool TryWrite(T item)
    {
        var user = options.User(item);
        Waiters wake;
        lock (gate)
        {
            var own = waiting.GetValueOrDefault(user);
            if (closed || own >= options.CapacityPerUser) return false;
            line.Enqueue(user, item);
            waiting[user] = own + 1;
            if (own + 1 == options.CapacityPerUser) full++;
            wake = readers;
            readers = new();
        }
        wake.Wake(true);
        return true;
    }

    public bool TryRead(out T item)
    {
        Waiters? wake = null;
        bool last;
        lock (gate)
        {
            if (line.Take() is not { } ticket)
            {
                item = default!;
                return false;
            }
            item = ticket.Item;
            var own = waiting[ticket.User];
            if (own == options.CapacityPerUser)
            {
                full--;
                (wake, writers) = (writers, new());
            }
            if (own == 1) waiting.Remove(ticket.User);
            else waiting[ticket.User] = own - 1;
            last = closed && line.Count == 0;
        }
        wake?.Wake(true);
        if (last) Finish();
        return true;
    }

    public bool TryPeek(out T item)
    {
        lock (gate)
        {
            var first = line.Peek();
            item = first is null ? default! : first.Item;
            return first is not null;
        }
    }

    /// <summary>True when there is something to read, false when there never will be.</summary>
    public ValueTask<bool> WaitToRead(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled<bool>(cancellation);
        lock (gate)
        {
            if (line.Count > 0) return ValueTask.FromResult(true);
            if (closed) return error is null ? ValueTask.FromResult(false) : ValueTask.FromException<bool>(error);
            return new(readers.Wait(cancellation));
        }
    }

    /// <summary>True at once unless some user is at the bound, then when there is room again; false when the channel is closed.</summary>
    public ValueTask<bool> WaitToWrite(CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested) return ValueTask.FromCanceled<bool>(cancellation);
        lock (gate)
        {
            if (closed) return error is null ? ValueTask.FromResult(false) : ValueTask.FromException<bool>(error);
            return full == 0 ? ValueTask.FromResult(true) : new(writers.Wait(cancellation));
        }
    }

    public bool TryClose(Exception? because)
    {
        Waiters read, write;
        bool empty;
        lock (gate)
        {
            if (closed) return false;
            (closed, error) = (true, because);
            (read, readers, write, writers) = (readers, new(), writers, new());
            empty = line.Count == 0;
        }
        write.Wake(false, because);
        if (!empty) return true;
        Finish();
        read.Wake(false, because);
        return true;
    }

    private void Finish()
    {
        if (error is null) completion.TrySetResult();
        else completion.TrySetException(error);
        Waiters read;
        lock (gate) (read, readers) = (readers, new());
        read.Wake(false, error);
    }
}
