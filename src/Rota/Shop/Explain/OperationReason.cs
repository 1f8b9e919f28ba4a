using System.Collections.Immutable;
using Rota.Schedules;

namespace Rota.Shop.Explain;

/// <summary>Why an operation does not start earlier.</summary>
/// <param name="Block">The operation in the schedule; machines, jobs and operations count from 0.</param>
/// <param name="Binding">What holds it.</param>
/// <param name="Ready">When its job was ready for it: the predecessor's end, or the release.</param>
/// <param name="EarliestStart">When it could start on its machine if every other operation stayed where it is.</param>
/// <param name="WaitedFor">What its machine ran between <paramref name="Ready"/> and its start, in order of time.</param>
/// <param name="Text">The same in one line of words.</param>
public sealed record OperationReason(
    Block Block, Binding Binding, long Ready, long EarliestStart, ImmutableArray<Block> WaitedFor, string Text)
{
    /// <summary>Time between ready and start.</summary>
    public long Waiting => Block.Start - Ready;
}
