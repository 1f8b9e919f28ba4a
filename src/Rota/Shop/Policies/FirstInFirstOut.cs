namespace Rota.Shop.Policies;

/// <summary>First in, first out: earliest arrival at the machine's queue.</summary>
public sealed class FirstInFirstOut : PriorityRule
{
    /// <inheritdoc/>
    public override string Name => "FIFO";

    /// <inheritdoc/>
    public override string Description => "First in, first out: earliest arrival at the machine's queue.";

    /// <inheritdoc/>
    public override double Rank(in WaitingOperation waiting) => waiting.Arrival;
}
