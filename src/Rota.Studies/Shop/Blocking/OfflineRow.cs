namespace Rota.Studies.Shop.Blocking;

/// <summary>A shop solved offline, without stops.</summary>
/// <param name="Shop">The instance.</param>
/// <param name="Makespan">What was found.</param>
/// <param name="Bound">What was proved.</param>
/// <param name="Best">The best makespan known; 0 where none is.</param>
/// <param name="Seconds">The time it had.</param>
internal readonly record struct OfflineRow(string Shop, int Makespan, long Bound, int Best, int Seconds)
{
    /// <summary>Above the best known, in per cent.</summary>
    public double Gap => 100 * ((Makespan / (double)Best) - 1);

    /// <summary>True when bound and makespan meet.</summary>
    public bool Proved => Bound >= Makespan;
}
