namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>FIFO: in order of arrival, each to its end.</summary>
public sealed class FirstInFirstOut : IndexPolicy
{
    /// <inheritdoc/>
    protected override (long Key, long Tie) Index(int job) => (0, 0);
}
