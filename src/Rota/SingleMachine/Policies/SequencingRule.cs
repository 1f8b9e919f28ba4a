namespace Rota.SingleMachine.Policies;

/// <summary>A rule that orders the jobs of a single machine by itself, without search. Pure: same problem, same order.</summary>
public abstract class SequencingRule
{
    /// <summary>The name the literature uses, lower case with dashes.</summary>
    public abstract string Name { get; }

    /// <summary>One line for listings: who goes first.</summary>
    public abstract string Description { get; }

    /// <summary>True when the rule is another one unless jobs have weights.</summary>
    public virtual bool NeedsWeights => false;

    /// <summary>True when the rule looks at releases: it takes no job before it is there. Others order all jobs as if they were there from the start.</summary>
    public virtual bool MindsReleases => false;

    /// <summary>The order; null when <paramref name="stop"/> said so before it was complete.</summary>
    /// <param name="problem">The jobs.</param>
    /// <param name="stop">Asked now and then, between decisions; null never stops.</param>
    public abstract int[]? Order(TardinessProblem problem, Func<bool>? stop = null);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
