namespace Rota.Shop.Policies;

/// <summary>
/// A priority dispatching rule: gives every operation waiting at a machine a rank; the machine takes the lowest, ties to the lowest job. Pure.
/// </summary>
public abstract class PriorityRule
{
    /// <summary>The name the literature uses, in capitals: SPT, MWKR, FDD/MWKR.</summary>
    public abstract string Name { get; }

    /// <summary>One line for listings: who goes first.</summary>
    public abstract string Description { get; }

    /// <summary>True when the order of two waiting operations may change while they wait; then ranks are taken anew at every decision.</summary>
    public virtual bool ChangesWithTime => false;

    /// <summary>True when the rule means little without due dates.</summary>
    public virtual bool NeedsDueDates => false;

    /// <summary>True when the rule is another one unless jobs have weights.</summary>
    public virtual bool NeedsWeights => false;

    /// <summary>True when the rule reads <see cref="WaitingOperation.Chance"/>.</summary>
    public virtual bool UsesChance => false;

    /// <summary>The rank of a waiting operation; the lowest goes first. Never NaN.</summary>
    public abstract double Rank(in WaitingOperation waiting);

    /// <inheritdoc/>
    public sealed override string ToString() => Name;
}
