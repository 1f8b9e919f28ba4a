namespace Rota.CpSat.Cluster.Pods;

/// <summary>
/// How the source shares its time among the tiers: 60 % is reserved in equal parts, the rest goes to who needs it; placing may take half of a tier's share.
/// </summary>
/// <param name="total">Seconds in all.</param>
/// <param name="tiers">Number of tiers.</param>
internal sealed class TierBudget(double total, int tiers)
{
    private const double Guaranteed = 0.6;
    private const double MoveShare = 0.5;

    private readonly double reservedEach = total * Guaranteed / Math.Max(1, tiers);
    private double reserved = total * Guaranteed;
    private double pool = total * (1 - Guaranteed);
    private double used;
    private double share;
    private double spent;

    /// <summary>Begins the next tier; what it may use in all.</summary>
    public void NextTier()
    {
        var left = Math.Max(1, (int)Math.Round(reserved / Math.Max(1e-9, reservedEach)));
        share = Math.Min(Math.Max(0, total - used), (reserved / left) + pool);
        spent = 0;
    }

    /// <summary>Seconds for placing.</summary>
    public double ForPlacing => share * MoveShare;

    /// <summary>Seconds for disruption.</summary>
    public double ForDisruption => Math.Max(0, share - spent);

    /// <summary>Time of a stage.</summary>
    public void Spend(double seconds)
    {
        spent += seconds;
        used += seconds;
    }

    /// <summary>Ends the tier: its time comes out of the pool first, then out of the reserve.</summary>
    public void EndTier()
    {
        var fromPool = Math.Min(pool, spent);
        pool -= fromPool;
        reserved = Math.Max(0, reserved - Math.Max(reservedEach, spent - fromPool));
        // What the tier left of its own reserve is free for others.
        pool += Math.Max(0, reservedEach - (spent - fromPool));
    }
}
