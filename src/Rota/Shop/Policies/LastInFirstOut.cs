namespace Rota.Shop.Policies;

/// <summary>Last in, first out: latest arrival at the machine's queue.</summary>
public sealed class LastInFirstOut : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "LIFO";

    /// <inheritdoc/>
    public override string Description => "Last in, first out: latest arrival at the machine's queue.";

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => -waiting.Arrival;
}
