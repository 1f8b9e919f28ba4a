using Rota.Randomness;
using Rota.Solving;

namespace Rota.Shop.Blocking.Solvers;

/// <summary>
/// Iterated greedy for blocking shops, after the idea of Pranzo and Pacciarelli (2016): a part of the schedule is destroyed and rebuilt greedily, again and again. Here some jobs are
/// taken out and put back one operation at a time, each before the load on its machine where the shop then ends first; a short walk follows, and the result is
/// taken unless it is much worse.
/// </summary>
public sealed class BlockingIteratedGreedy(BlockingSearchOptions? options = null) : ISolver<BlockingProblem, BlockingSchedule>
{
    private readonly BlockingSearchOptions options = options ?? new();

    /// <inheritdoc/>
    public string Name => "iterated-greedy";

    /// <inheritdoc/>
    public string Description => "iterated greedy: jobs are taken out of the schedule and put back where it ends first, then a short walk";

    /// <inheritdoc/>
    public void Improve(BlockingProblem problem, Run<BlockingSchedule> run) => BlockingSearchThread.Run(problem, run, options, Name, Search);

    private void Search(BlockingSearchThread thread, RandomStream random)
    {
        var walk = thread.Walk;
        var patience = options.Patience ?? 4;
        var present = thread.NewOrder();
        var rebuilding = new JobReinsertion(thread.Shop);
        if (!thread.Begin()) return;
        present.CopyFrom(walk.Order);
        while (thread.Begin())
        {
            if (thread.IsOvertaken) thread.TakeBest(present);
            thread.Shake(present, rebuilding, random);
            walk.Improve(patience, thread.Stop, thread.Improved);
            var worse = walk.Best.Makespan - present.Makespan;
            if (worse <= 0 || random.NextDouble() < Math.Exp(-worse / (options.Daring * thread.Shop.MeanDuration))) present.CopyFrom(walk.Best);
        }
    }
}
