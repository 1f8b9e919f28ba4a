using System.Collections.Immutable;
using Rota.Schedules;

namespace Rota.Shop;

/// <summary>The answer to a shop problem: for every operation (numbered through all jobs) its mode and its start.</summary>
/// <param name="Modes">Index of the chosen mode of each operation; all 0 in a shop that is not flexible.</param>
/// <param name="Starts">Start time of each operation.</param>
public sealed record ShopSchedule(ImmutableArray<int> Modes, ImmutableArray<long> Starts)
{
    /// <summary>An answer to a shop without a choice of machines.</summary>
    public static ShopSchedule FromStarts(ReadOnlySpan<long> starts) => new(ImmutableArray.Create(new int[starts.Length]), [.. starts]);

    /// <summary>The answer as blocks on machines, for display and export.</summary>
    public Schedule ToSchedule(ShopProblem problem)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>(problem.OperationCount);
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var operations = problem.Jobs[j].Operations;
            for (var k = 0; k < operations.Length; k++)
            {
                var id = problem.FirstOperation[j] + k;
                var mode = operations[k].Modes[Modes[id]];
                blocks.Add(new Block(mode.Machine, j, k, Starts[id], Starts[id] + mode.Duration));
            }
        }
        return new Schedule(
            problem.Name,
            "time units",
            [.. Enumerable.Range(0, problem.MachineCount).Select(m => new Resource($"machine {m}"))],
            [.. problem.Jobs.Select(job => job.Name)],
            blocks.MoveToImmutable());
    }
}
