using System.Threading.RateLimiting;

namespace Rota.Hosting;

/// <summary>Permits on loan, given back once.</summary>
internal sealed class FairLease(Action? giveBack, bool acquired = true) : RateLimitLease
{
    private Action? giveBack = giveBack;

    /// <summary>A request that was refused.</summary>
    public static FairLease Refused { get; } = new(null, acquired: false);

    /// <summary>No permits, which somebody asked for while there was room.</summary>
    public static FairLease Empty { get; } = new(null);

    public override bool IsAcquired => acquired;

    public override IEnumerable<string> MetadataNames => [];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        metadata = null;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Interlocked.Exchange(ref giveBack, null)?.Invoke();
        base.Dispose(disposing);
    }
}
