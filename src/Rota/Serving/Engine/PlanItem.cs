namespace Rota.Serving.Engine;

/// <summary>A prompt's part in a step.</summary>
/// <param name="Request">Whose.</param>
/// <param name="Tokens">New tokens, at least 1.</param>
/// <param name="Past">Tokens computed or found in the cache before.</param>
/// <param name="Admits">The request comes from the queue with this item.</param>
/// <param name="LayerFrom">First layer it passes, from 0.</param>
/// <param name="LayerTo">Behind the last layer it passes; 0 for all.</param>
/// <param name="SegmentFrom">Segments of this pass that were done before it was stopped.</param>
/// <param name="RoomFor">Tokens of the sequence that it takes blocks for, when those are more than it computes; 0 for just those.</param>
public readonly record struct PlanItem(
    int Request, int Tokens, int Past, bool Admits, int LayerFrom = 0, int LayerTo = 0, int SegmentFrom = 0, int RoomFor = 0)
{
    /// <summary>Tokens of the sequence that have blocks once it is planned.</summary>
    public int BlocksFor => Math.Max(Past + Tokens, RoomFor);
}
