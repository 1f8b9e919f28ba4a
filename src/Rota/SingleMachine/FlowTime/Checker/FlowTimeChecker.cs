using System.Collections.Immutable;
using Rota.Solving;

namespace Rota.SingleMachine.FlowTime;

/// <summary>
/// The referee of flow-time schedules: every operation gets exactly its length, in the chain's order, never before the release and never twice at once; no server runs two
/// things; and nobody idles while somebody waits. Measures the sum of flow times anew. Shares no code with the simulation.
/// </summary>
public sealed class FlowTimeChecker : IReferee<FlowProblem, FlowSchedule>
{
    private readonly int servers;
    private readonly bool mayIdle;

    /// <summary>A referee.</summary>
    /// <param name="servers">Number of equal servers, at least 1.</param>
    /// <param name="mayIdle">True where servers may stand still while jobs wait, as they do when a switch costs time.</param>
    public FlowTimeChecker(int servers = 1, bool mayIdle = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(servers, 1);
        (this.servers, this.mayIdle) = (servers, mayIdle);
    }

    /// <summary>The referee of one machine that never idles.</summary>
    public static FlowTimeChecker Instance { get; } = new();

    /// <inheritdoc/>
    /// <remarks>The objective is the sum of flow times in ticks; <see cref="long.MaxValue"/> when a job is not finished or the sum is beyond 64 bits.</remarks>
    public Verdict Check(FlowProblem problem, FlowSchedule answer)
    {
        var violations = ImmutableArray.CreateBuilder<string>();
        var blocks = answer.Blocks.IsDefault ? [] : answer.Blocks.ToArray();
        foreach (var block in blocks) CheckShape(problem, block, violations);
        if (violations.Count > 0) return new(long.MaxValue, violations.DrainToImmutable());
        Array.Sort(blocks, static (a, b) => (a.Start, a.End, a.Server).CompareTo((b.Start, b.End, b.Server)));

        CheckServers(problem, blocks, violations);
        var completions = CheckChains(problem, blocks, violations);
        if (completions is null) return new(long.MaxValue, violations.DrainToImmutable());
        if (!mayIdle) CheckWork(problem, blocks, completions, violations);
        Int128 sum = 0;
        for (var j = 0; j < completions.Length; j++) sum += completions[j] - problem.Jobs[j].Release;
        return new(sum > long.MaxValue ? long.MaxValue : (long)sum, violations.DrainToImmutable());
    }

    private void CheckShape(FlowProblem problem, FlowBlock block, ImmutableArray<string>.Builder violations)
    {
        if ((uint)block.Server >= (uint)servers) violations.Add($"a block is on server {block.Server}, expected 0 to {servers - 1}");
        if ((uint)block.Job >= (uint)problem.Jobs.Length) violations.Add($"a block is of job {block.Job}, expected 0 to {problem.Jobs.Length - 1}");
        else if ((uint)block.Operation >= (uint)problem.Jobs[block.Job].Operations.Length)
            violations.Add($"a block is of operation {block.Operation} of job {problem.Jobs[block.Job].Id}, expected 0 to {problem.Jobs[block.Job].Operations.Length - 1}");
        if (block.End <= block.Start) violations.Add($"a block [{block.Start}, {block.End}) is empty or runs backwards");
    }

    private void CheckServers(FlowProblem problem, FlowBlock[] blocks, ImmutableArray<string>.Builder violations)
    {
        var free = new long[servers];
        Array.Fill(free, long.MinValue);
        foreach (var block in blocks)
        {
            if (block.Start < free[block.Server])
                violations.Add($"server {block.Server} runs job {problem.Jobs[block.Job].Id} from {block.Start}, while it is busy until {free[block.Server]}");
            free[block.Server] = Math.Max(free[block.Server], block.End);
        }
    }

    private static long[]? CheckChains(FlowProblem problem, FlowBlock[] blocks, ImmutableArray<string>.Builder violations)
    {
        var (ready, at, left) = (new long[problem.Jobs.Length], new int[problem.Jobs.Length], new long[problem.Jobs.Length]);
        for (var j = 0; j < ready.Length; j++) (ready[j], left[j]) = (problem.Jobs[j].Release, problem.Jobs[j].Operations[0]);
        foreach (var block in blocks)
        {
            var job = problem.Jobs[block.Job];
            if (block.Start < ready[block.Job])
            {
                var reason = block.Start < job.Release ? $"its release at {job.Release}" : $"{ready[block.Job]}, when it already runs";
                violations.Add($"job {job.Id} runs from {block.Start}, before {reason}");
            }
            if (block.Operation != at[block.Job]) violations.Add($"job {job.Id} runs operation {block.Operation} at {block.Start}, expected operation {at[block.Job]}");
            ready[block.Job] = Math.Max(ready[block.Job], block.End);
            left[block.Job] -= block.End - block.Start;
            if (left[block.Job] < 0) violations.Add($"job {job.Id} operation {at[block.Job]} runs {-left[block.Job]} longer than its length");
            if (left[block.Job] <= 0) left[block.Job] = ++at[block.Job] < job.Operations.Length ? job.Operations[at[block.Job]] : 0;
            if (violations.Count > 0) return null;
        }
        for (var j = 0; j < at.Length; j++)
            if (at[j] < problem.Jobs[j].Operations.Length) violations.Add($"job {problem.Jobs[j].Id} is not finished: operation {at[j]} lacks {left[j]}");
        return violations.Count > 0 ? null : ready;
    }

    /// <summary>At every moment as many servers run as there are jobs to run, or all of them.</summary>
    private void CheckWork(FlowProblem problem, FlowBlock[] blocks, long[] completions, ImmutableArray<string>.Builder violations)
    {
        var changes = new List<(long Time, int Alive, int Busy)>();
        for (var j = 0; j < completions.Length; j++) changes.AddRange([(problem.Jobs[j].Release, 1, 0), (completions[j], -1, 0)]);
        foreach (var block in blocks) changes.AddRange([(block.Start, 0, 1), (block.End, 0, -1)]);
        changes.Sort();
        var (alive, busy) = (0, 0);
        for (var i = 0; i < changes.Count; i++)
        {
            (alive, busy) = (alive + changes[i].Alive, busy + changes[i].Busy);
            if (i + 1 < changes.Count && changes[i + 1].Time == changes[i].Time) continue;
            if (busy >= Math.Min(alive, servers)) continue;
            violations.Add($"{busy} of {servers} servers run from {changes[i].Time}, while {alive} jobs wait");
            return;
        }
    }
}
