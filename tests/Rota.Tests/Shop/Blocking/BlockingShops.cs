using CsCheck;
using Rota.Shop;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Policies;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Tests.Shop.Blocking;

/// <summary>Blocking shops for tests: written by hand, and random ones.</summary>
internal static class BlockingShops
{
    /// <summary>A shop of jobs, each a list of machine and duration in turn.</summary>
    public static ShopProblem Of(int machines, params long[][] jobs) => new(
        "hand", machines,
        [.. jobs.Select((job, j) => new ShopJob($"{j}", [.. job.Chunk(2).Select(pair => new Operation((int)pair[0], pair[1]))]))]);

    /// <summary>Up to 5 machines and 7 jobs; routes without repeats one after another; some durations are 0.</summary>
    public static Gen<ShopProblem> Any { get; } =
        Gen.Int[2, 5].SelectMany(machines =>
            Gen.Select(Gen.Int[0, machines - 1], Gen.Frequency((1, Gen.Const(0L)), (6, Gen.Long[1, 9]))).Array[1, 6].Array[1, 7].Select(jobs =>
                Of(machines, [.. jobs.Select(job => Apart(job, machines))])));

    /// <summary>A floor after a run of a policy.</summary>
    public static BlockingState Play(BlockingProblem problem, IBlockingPolicy policy, ReadOnlySpan<int> stops = default, ulong seed = 1)
    {
        var state = new BlockingState(new(problem)) { Rings = [] };
        policy.Begin(state, seed);
        state.Reset(stops);
        while (state.Advance())
        {
            var job = policy.Choose(state);
            if (job < 0) state.Wait();
            else state.Load(job);
        }
        return state;
    }

    /// <summary>What the referee says of a run.</summary>
    public static Rota.Solving.Verdict Verdict(BlockingState state, ReadOnlySpan<int> stops)
    {
        var problem = state.Shop.Problem;
        return BlockingChecker.Instance.Check(problem.With(problem.Stops with { Given = [.. stops] }), state.Schedule());
    }

    private static long[] Apart((int Machine, long Duration)[] job, int machines)
    {
        var steps = new List<long>();
        for (var k = 0; k < job.Length; k++)
        {
            var machine = job[k].Machine;
            if (k > 0 && steps[^2] == machine) machine = (machine + 1) % machines;
            steps.AddRange([machine, job[k].Duration]);
        }
        return [.. steps];
    }
}
