namespace Rota.Hosting;

/// <summary>Those who wait for the same thing. Filled under its owner's lock, woken once, outside it.</summary>
internal sealed class Waiters
{
    private TaskCompletionSource<bool>? all;

    public Task<bool> Wait(CancellationToken cancellation)
    {
        all ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        return cancellation.CanBeCanceled ? all.Task.WaitAsync(cancellation) : all.Task;
    }

    public void Wake(bool result, Exception? error = null)
    {
        if (error is null) all?.TrySetResult(result);
        else all?.TrySetException(error);
    }
}
