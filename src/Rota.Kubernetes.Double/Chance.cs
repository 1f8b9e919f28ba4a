namespace Rota.Kubernetes.Double;

/// <summary>The chances of <see cref="DoubleFaults"/>, shared by all requests.</summary>
internal sealed class Chance(DoubleFaults faults)
{
    private readonly Lock gate = new();
    private ulong state = (ulong)faults.Seed * 0x9E3779B97F4A7C15UL;

    public DoubleFaults Faults => faults;

    /// <summary>How many faults were made so far.</summary>
    public int Made { get; private set; }

    public bool Strikes(double share)
    {
        if (share <= 0) return false;
        lock (gate)
        {
            if (Next() >= share) return false;
            Made++;
            return true;
        }
    }

    public int Below(int n)
    {
        lock (gate) return (int)(Next() * n);
    }

    // SplitMix64.
    private double Next()
    {
        var z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
