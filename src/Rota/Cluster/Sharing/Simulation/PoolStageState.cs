using Rota.Cluster.Sharing.Policies;

namespace Rota.Cluster.Sharing.Simulation;

/// <summary>A stage on its way through the pool.</summary>
internal sealed class PoolStageState(StageView view, int stage, int tasks, double each)
{
    private readonly Queue<double> rests = new();
    private int fresh = tasks;

    public StageView View => view;

    public int Stage => stage;

    /// <summary>Takes the next task: one that never ran, or the rest of one that was cut short.</summary>
    public double Take()
    {
        view.Waiting--;
        view.Running++;
        if (fresh == 0) return rests.Dequeue();
        fresh--;
        return each;
    }

    /// <summary>A task leaves its core, with so much of it left.</summary>
    public void End(double left)
    {
        view.Running--;
        if (left <= 0) return;
        rests.Enqueue(left);
        view.Waiting++;
    }
}
