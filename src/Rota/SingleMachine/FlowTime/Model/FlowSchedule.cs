using System.Collections.Immutable;
using Rota.Schedules;

namespace Rota.SingleMachine.FlowTime;

/// <summary>A whole schedule: who ran when.</summary>
/// <param name="Blocks">In any order.</param>
public sealed record FlowSchedule(ImmutableArray<FlowBlock> Blocks)
{
    /// <summary>The same for display and export; the resources are the servers, the parts operations.</summary>
    public Schedule ToSchedule(FlowProblem problem)
    {
        var servers = Blocks.IsEmpty ? 1 : Blocks.Max(block => block.Server) + 1;
        return new(
            problem.Name, problem.TicksPerUnit == 1 ? problem.TimeUnit : $"1/{problem.TicksPerUnit} {problem.TimeUnit}",
            [.. Enumerable.Range(0, servers).Select(s => new Resource(servers == 1 ? "machine" : $"server {s}"))],
            [.. problem.Jobs.Select(job => job.Id)],
            [.. Blocks.Select(block => new Block(block.Server, block.Job, block.Operation, block.Start, block.End))]);
    }
}
