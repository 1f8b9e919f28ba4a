using System.Threading.RateLimiting;

namespace Rota.Hosting;

/// <summary>A request in line for permits.</summary>
internal sealed class FairWaiter(int permits)
{
    private readonly TaskCompletionSource<RateLimitLease> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration registration;

    public int Permits => permits;

    public Task<RateLimitLease> Task => answer.Task;

    public void WithdrawOn(Action withdraw, CancellationToken cancellation)
    {
        registration = cancellation.UnsafeRegister(static state => ((Action)state!)(), withdraw);
        if (answer.Task.IsCompleted) registration.Dispose();
    }

    public void Answer(RateLimitLease lease)
    {
        if (!answer.TrySetResult(lease)) lease.Dispose();
        registration.Dispose();
    }

    public void Cancel(CancellationToken cancellation) => answer.TrySetCanceled(cancellation);
}
