namespace Rota.Shop.Learning.Clock;

/// <summary>Who may look at whom in attention.</summary>
internal interface ISight
{
    /// <summary>True when row <paramref name="from"/> may look at row <paramref name="to"/>; every row sees one at least.</summary>
    bool Sees(int from, int to);
}
