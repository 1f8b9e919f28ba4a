using System.Collections.Immutable;
using Rota.Shop.Explain;

namespace Rota.Cli.Output;

/// <summary>The blocks of a run's schedule that a picture outlines: the chain that decides the objective.</summary>
internal static class CriticalBlocks
{
    /// <summary>Indices in the schedule's blocks, which are the operations by number.</summary>
    public static ImmutableArray<int> Of(ShopRun run) =>
        [.. ShopExplanation.CriticalPath(run.Problem, run.Solution.Answer!).Reasons.Select(r => run.Problem.FirstOperation[r.Block.Work] + r.Block.Part)];
}
