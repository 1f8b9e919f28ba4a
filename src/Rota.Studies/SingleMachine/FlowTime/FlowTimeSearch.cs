using System.Collections.Immutable;
using Rota.Randomness;
using Rota.SingleMachine.FlowTime;
using Rota.SingleMachine.FlowTime.Policies;
using Rota.SingleMachine.FlowTime.Simulation;

namespace Rota.Studies.SingleMachine.FlowTime;

/// <summary>The worst ratios that random small instances bring to light.</summary>
internal static class FlowTimeSearch
{
    /// <summary>Worst ratio of SRPT-op on uniform obligatory tests: 2 to 13 jobs, a test of 1 to 8, then 1 to 20.</summary>
    public static double UniformTests(int instances, CancellationToken cancellation)
    {
        var random = new RandomStream(20260213);
        var worst = 0.0;
        for (var i = 0; i < instances; i++)
        {
            var (test, release) = ((long)random.Next(1, 8), 0L);
            var jobs = Enumerable.Range(0, random.Next(2, 13)).Select(_ => (release += random.Next(0, 3) * random.Next(0, 8), ImmutableArray.Create(test, random.Next(1, 20)))).ToArray();
            worst = Math.Max(worst, Ratio(Problem(jobs), new ShortestOperation(), cancellation));
        }
        return worst;
    }

    /// <summary>
    /// On chains of up to 6 operations: the worst ratio of Chunk-Balance over m, of Chunk-Balance, of ours; and the worst of ours, of SRPT-op and of Chunk-Balance over the better
    /// of the last two on one instance.
    /// </summary>
    public static (double OverM, double Chunk, double Own, double OwnOver, double ShortestOver, double ChunkOver) Chains(int instances, CancellationToken cancellation)
    {
        var random = new RandomStream(20260214);
        var (overM, chunk, own, ownOver, shortestOver, chunkOver) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < instances; i++)
        {
            var (release, longest) = (0L, random.Next(1, 40));
            var jobs = Enumerable.Range(0, random.Next(2, 12)).Select(_ =>
                (release += random.Next(0, longest), Enumerable.Range(0, random.Next(1, 6)).Select(_ => (long)random.Next(1, longest)).ToImmutableArray())).ToArray();
            var problem = Problem(jobs);
            var ratio = Ratio(problem, new ChunkBalance(), cancellation);
            var ours = Ratio(problem, new ProgressFirst(), cancellation);
            (chunk, own) = (Math.Max(chunk, ratio), Math.Max(own, ours));
            // A job of one operation is known whole, and m = 1 allows no ratio but 1 plus what classes cost.
            if (problem.MaxOperations > 1) overM = Math.Max(overM, ratio / problem.MaxOperations);
            var shortest = Ratio(problem, new ShortestOperation(), cancellation);
            var better = Math.Min(ratio, shortest);
            (ownOver, shortestOver, chunkOver) = (Math.Max(ownOver, ours / better), Math.Max(shortestOver, shortest / better), Math.Max(chunkOver, ratio / better));
        }
        return (overM, chunk, own, ownOver, shortestOver, chunkOver);
    }

    private static FlowProblem Problem((long Release, ImmutableArray<long> Operations)[] jobs) => new("random", jobs.Select((job, j) => new FlowJob($"{j}", job.Release, job.Operations)));

    private static double Ratio(FlowProblem problem, FlowPolicy policy, CancellationToken cancellation) =>
        (double)FlowSimulation.Run(problem, policy, null, cancellation).TotalFlow / (double)FlowOptimum.Of(problem).TotalFlow;
}
