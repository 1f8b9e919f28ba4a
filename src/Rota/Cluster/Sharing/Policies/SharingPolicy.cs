namespace Rota.Cluster.Sharing.Policies;

/// <summary>Decides whose task a free core gets. An object is for one run.</summary>
public abstract class SharingPolicy
{
    /// <summary>The run's pool.</summary>
    protected PoolView Pool { get; private set; } = new(1, [], [], 0, 0);

    /// <summary>Is told of the pool, once, before everything else.</summary>
    public virtual void Begin(PoolView pool) => Pool = pool;

    /// <summary>A stage became known; its tasks wait.</summary>
    public virtual void Submitted(StageView stage, double now) { }

    /// <summary>The stage whose task starts now.</summary>
    /// <param name="ready">Stages with waiting tasks, in the order in which they became known; at least one.</param>
    /// <param name="now">Seconds.</param>
    public abstract StageView Next(IReadOnlyList<StageView> ready, double now);

    /// <summary>A task of the stage started.</summary>
    public virtual void Started(StageView stage, double now) { }

    /// <summary>A task of the stage left its core.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="seconds">How long it ran.</param>
    /// <param name="returned">It was cut short, and the rest of it waits again.</param>
    /// <param name="now">Seconds.</param>
    public virtual void Ended(StageView stage, double seconds, bool returned, double now) { }

    /// <summary>All tasks of all stages of a job have ended.</summary>
    public virtual void JobEnded(StageView lastStage, double now) { }
}
