namespace Rota.Cluster.Sharing.Policies;

/// <summary>CFQ: one virtual clock over stages, which advances at cores / active stages; a stage's deadline is the clock at its arrival plus its work. Knows no users.</summary>
public sealed class ClusterFairQueueing : ScoredPolicy
{
    private readonly Dictionary<int, double> deadlines = [];
    private readonly PriorityQueue<int, double> active = new();
    private double clock;
    private double seen;

    /// <inheritdoc/>
    public override void Submitted(StageView stage, double now)
    {
        Advance(now);
        var deadline = clock + stage.Estimate;
        deadlines.Add(stage.Number, deadline);
        active.Enqueue(stage.Number, deadline);
    }

    /// <inheritdoc/>
    protected override (double First, double Second) Score(StageView stage) => (deadlines[stage.Number], stage.Number);

    private void Advance(double now)
    {
        while (active.TryPeek(out _, out var first))
        {
            var speed = (double)Pool.Cores / active.Count;
            if (first > clock + ((now - seen) * speed)) break;
            seen += Math.Max(0, first - clock) / speed;
            clock = Math.Max(clock, first);
            active.Dequeue();
        }
        if (active.Count > 0) clock += (now - seen) * Pool.Cores / active.Count;
        seen = now;
    }
}
