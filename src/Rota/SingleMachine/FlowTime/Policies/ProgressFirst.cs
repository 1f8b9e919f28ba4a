namespace Rota.SingleMachine.FlowTime.Policies;

/// <summary>
/// Ours: the shortest operation, discounted by progress. An operation of length s of a job with k operations behind it counts as s / (1 + k/2), and as half of that while it belongs to
/// the same chunk as the one before it (less than twice the chunk's first operation); an operation that has less left than that counts as what is left. Among equal
/// jobs it runs depth first as Chunk-Balance does, without a grid; among unequal ones it is SRPT on operations with the knowledge that who has come far is nearer to the end.
/// Ties to the shorter operation, then to the lower number. No ratio is proven.
/// </summary>
public sealed class ProgressFirst : IndexPolicy
{
    private readonly ProgressFirstOptions options;
    private long[] opened = new long[16];
    private bool[] goesOn = new bool[16];

    /// <summary>A fresh policy.</summary>
    /// <exception cref="RotaException">An option out of range.</exception>
    public ProgressFirst(ProgressFirstOptions? options = null) => this.options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public override void OnArrival(int job)
    {
        if (job >= opened.Length)
        {
            Array.Resize(ref opened, 2 * job);
            Array.Resize(ref goesOn, 2 * job);
        }
        opened[job] = View.Size(job);
        base.OnArrival(job);
    }

    /// <inheritdoc/>
    public override void OnOperationDone(int job, bool finished)
    {
        goesOn[job] = View.Size(job) < options.ChunkSpan * opened[job];
        if (!goesOn[job]) opened[job] = View.Size(job);
        base.OnOperationDone(job, finished);
    }

    /// <inheritdoc/>
    protected override (long Key, long Tie) Index(int job)
    {
        var size = View.Size(job);
        var discount = (1 + (options.ProgressDiscount * View.Operation(job))) * (goesOn[job] ? options.ChunkDiscount : 1);
        // Bits of doubles of at least 0 are ordered as the doubles are.
        return (BitConverter.DoubleToInt64Bits(Math.Min(size / discount, View.Remaining(job))), size);
    }
}
