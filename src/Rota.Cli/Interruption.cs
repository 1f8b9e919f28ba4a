using System.Runtime.InteropServices;

namespace Rota.Cli;

/// <summary>
/// Ctrl-C and SIGTERM. Work that has something to save runs between <see cref="Graceful"/> and its disposal: there the first signal cancels the token. Anywhere
/// else, and at the second signal, the process ends at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly List<PosixSignalRegistration> registrations = [];
    private int graceful;

    public CancellationToken Token => source.Token;

    public static Interruption OfSignals()
    {
        var interruption = new Interruption();
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            interruption.registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                interruption.Signal();
            }));
        return interruption;
    }

    /// <summary>Begins work that ends by itself, and saves what it has, soon after the token is cancelled.</summary>
    public IDisposable Graceful()
    {
        Interlocked.Increment(ref graceful);
        return new Section(this);
    }

    /// <summary>What a signal does.</summary>
    public void Signal()
    {
        if (Volatile.Read(ref graceful) == 0 || source.IsCancellationRequested) Environment.Exit(ExitCode.Cancelled);
        Cancel();
    }

    public void Cancel() => source.Cancel();

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        source.Dispose();
    }

    private sealed class Section(Interruption owner) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref owner.graceful);
    }
}
