using System.Collections.Immutable;
using Rota.Shop.Blocking.Policies;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Rehearsal;

/// <summary>What happened when a policy ran a shop.</summary>
/// <param name="Problem">The shop, with the stops of this run as given ones.</param>
/// <param name="Row">Figures.</param>
/// <param name="Schedule">Loads and ends.</param>
/// <param name="Rings">Rings that changed places.</param>
public sealed record BlockingRun(BlockingProblem Problem, BlockingRow Row, BlockingSchedule Schedule, ImmutableArray<SwapRing> Rings)
{
    /// <summary>Runs a shop to its end under a policy and has the referee look at it.</summary>
    /// <param name="problem">The shop.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="seed">The seed of the stops, and of the policy's chance.</param>
    /// <param name="clock">For the time decisions take.</param>
    /// <param name="cancellation">Stops between decisions.</param>
    /// <exception cref="RotaException">The run ended in a ring, and swaps are not allowed; the message names it.</exception>
    public static BlockingRun Of(BlockingProblem problem, IBlockingPolicy policy, ulong seed, TimeProvider clock, CancellationToken cancellation = default)
    {
        var stops = problem.Stops.Draw(problem.Shop.OperationCount, seed);
        var state = new BlockingState(new(problem)) { Rings = [] };
        policy.Begin(state, seed);
        state.Reset(stops.AsSpan());
        var (decisions, milliseconds, longest) = (0, 0.0, 0.0);
        while (state.Advance())
        {
            cancellation.ThrowIfCancellationRequested();
            var began = clock.GetTimestamp();
            var job = policy.Choose(state);
            var took = clock.GetElapsedTime(began).TotalMilliseconds;
            (decisions, milliseconds, longest) = (decisions + 1, milliseconds + took, Math.Max(longest, took));
            if (job < 0) state.Wait();
            else state.Load(job);
        }
        if (state.IsDeadlocked) throw new RotaException($"{problem.Name}: {policy.Name} ends at {state.Now} in a ring, and swaps are not allowed: {Words(problem, state.Deadlock()!)}");
        var happened = problem.With(problem.Stops with { Given = stops });
        var schedule = state.Schedule();
        var verdict = BlockingChecker.Instance.Check(happened, schedule);
        if (!verdict.Accepted) throw new InvalidOperationException($"{policy.Name} broke a rule: {verdict.Violations[0]}");
        var row = new BlockingRow(
            policy.Name, seed, (int)verdict.Objective, state.Swaps, state.BlockedTime / (double)Math.Max(1, (long)state.Makespan * problem.Shop.MachineCount), decisions, milliseconds, longest);
        return new(happened, row, schedule, [.. state.Rings]);
    }

    /// <summary>A ring in words: "job 3 on machine 0 wants 2, job 1 on machine 2 wants 0".</summary>
    public static string Words(BlockingProblem problem, SwapRing ring) => string.Join(", ", Enumerable.Range(0, ring.Jobs.Length).Select(i =>
        $"job {problem.Shop.Jobs[ring.Jobs[i]].Name} on machine {ring.Machines[i]} wants {ring.Machines[(i + 1) % ring.Machines.Length]}"));
}
