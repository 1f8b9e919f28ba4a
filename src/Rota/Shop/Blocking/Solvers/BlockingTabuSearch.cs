using Rota.Randomness;
using Rota.Solving;

namespace Rota.Shop.Blocking.Solvers;

/// <summary>
/// Tabu search on the alternative graph of a blocking shop (Mascis and Pacciarelli 2002): critical alternatives are reversed, and the order of loads is repaired so that no
/// deadlock arises. Every walk begins at the best schedule known after a few jobs were taken out of it and put back. Threads exchange incumbents through the run.
/// </summary>
public sealed class BlockingTabuSearch(BlockingSearchOptions? options = null) : ISolver<BlockingProblem, BlockingSchedule>
{
    private readonly BlockingSearchOptions options = options ?? new();

    /// <inheritdoc/>
    public string Name => "tabu";

    /// <inheritdoc/>
    public string Description => "tabu search on the alternative graph: critical alternatives reversed, deadlocks repaired; walks from incumbents with a few jobs put elsewhere";

    /// <inheritdoc/>
    public void Improve(BlockingProblem problem, Run<BlockingSchedule> run) => BlockingSearchThread.Run(problem, run, options, Name, Search);

    private void Search(BlockingSearchThread thread, RandomStream random)
    {
        var (walk, rebuilding, from) = (thread.Walk, new JobReinsertion(thread.Shop), thread.NewOrder());
        while (thread.Begin())
        {
            walk.Improve(options.Patience ?? 20, thread.Stop, thread.Improved);
            // From the walk's own best now and then, so that threads do not all hang on one schedule.
            if (random.Next(4) == 0) from.CopyFrom(walk.Best);
            else thread.TakeBest(from);
            thread.Shake(from, rebuilding, random);
        }
    }
}
