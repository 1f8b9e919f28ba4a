using System.Collections.Immutable;
using Rota.Schedules;
using Rota.Shop.Solvers;

namespace Rota.Shop.Explain;

/// <summary>
/// Says in words why a schedule is as it is: what holds each operation of a job, and the chain of operations that decides a job's completion. There is
/// no explanation of infeasibility because there is none to explain: a shop of releases, routes and due dates without deadlines always has a schedule (run the
/// jobs one after the other).
/// </summary>
public static class ShopExplanation
{
    private const int MostNamed = 3;

    /// <summary>Why a job is not done earlier: for each of its operations what holds it.</summary>
    /// <exception cref="RotaException">No such job.</exception>
    public static Explanation OfJob(ShopProblem problem, ShopSchedule schedule, int job)
    {
        if ((uint)job >= (uint)problem.Jobs.Length)
            throw new RotaException($"{problem.Name} has no job {job}, expected 0 to {problem.Jobs.Length - 1}");
        var lanes = new MachineLanes(problem, schedule);
        var reasons = problem.Jobs[job].Operations
            .Select((_, k) => Reason(problem, lanes, lanes.Blocks[problem.FirstOperation[job] + k])).ToImmutableArray();
        return new(Summary(problem, lanes, job), reasons, JobNotes(problem, lanes, reasons));
    }

    /// <summary>
    /// The chain of operations, each held by the one before it, that ends with the job's last operation: shorten or move one of these, or nothing changes. Ends
    /// at a release, at time 0, or at an operation that could start earlier.
    /// </summary>
    /// <param name="problem">The shop.</param>
    /// <param name="schedule">A schedule the checker accepts.</param>
    /// <param name="job">The job; by default the one that costs most: under the makespan objective the last to end.</param>
    public static Explanation CriticalPath(ShopProblem problem, ShopSchedule schedule, int? job = null)
    {
        var lanes = new MachineLanes(problem, schedule);
        var last = job ?? Costliest(problem, lanes);
        var chain = new List<OperationReason>();
        Block? step = problem.Jobs[last].Operations.IsEmpty ? null : lanes.Blocks[problem.FirstOperation[last + 1] - 1];
        while (step is { } block)
        {
            var reason = Reason(problem, lanes, block);
            chain.Add(reason);
            step = reason.Binding switch
            {
                Binding.Predecessor => lanes.Blocks[problem.FirstOperation[block.Work] + block.Part - 1],
                Binding.Machine => lanes.EndingAt(block.Resource, block.Start),
                _ => null,
            };
        }
        chain.Reverse();
        return new(Summary(problem, lanes, last), [.. chain], PathNotes(problem, chain));
    }

    private static OperationReason Reason(ShopProblem problem, MachineLanes lanes, Block block)
    {
        var job = problem.Jobs[block.Work];
        var ready = block.Part == 0 ? job.Release : lanes.Blocks[problem.FirstOperation[block.Work] + block.Part - 1].End;
        var earliest = lanes.EarliestFit(block.Resource, ready, block.Duration, block);
        var waitedFor = lanes.During(block.Resource, ready, block.Start).ToImmutableArray();
        var binding = earliest < block.Start ? Binding.Nothing
            : block.Start > ready ? Binding.Machine
            : block.Part == 0 ? Binding.Release
            : Binding.Predecessor;
        var why = binding switch
        {
            Binding.Nothing => $"could start at {earliest}, {block.Start - earliest} earlier, and nothing else would move",
            Binding.Machine => $"ready at {ready}, but machine {block.Resource} ran {Name(problem, waitedFor)} until {block.Start}",
            Binding.Release => ready == 0 ? "starts at once" : $"starts when the job is released, at {ready}",
            _ => $"starts when operation {block.Part - 1} ends, at {ready}",
        };
        var text = $"operation {block.Part} of job {job.Name} on machine {block.Resource} {block.Interval}: {why}{Elsewhere(problem, lanes, block, ready)}";
        return new(block, binding, ready, earliest, waitedFor, text);
    }

    private static string Elsewhere(ShopProblem problem, MachineLanes lanes, Block block, long ready)
    {
        var (machine, start, end) = (-1, 0L, block.End);
        foreach (var mode in problem.Jobs[block.Work].Operations[block.Part].Modes)
        {
            if (mode.Machine == block.Resource) continue;
            var at = lanes.EarliestFit(mode.Machine, ready, mode.Duration, block);
            if (at + mode.Duration < end) (machine, start, end) = (mode.Machine, at, at + mode.Duration);
        }
        return machine < 0 ? "" : $"; on machine {machine} it could run [{start}, {end})";
    }

    private static string Name(ShopProblem problem, ImmutableArray<Block> blocks)
    {
        var named = blocks.Skip(Math.Max(0, blocks.Length - MostNamed)).Select(b => $"operation {b.Part} of job {problem.Jobs[b.Work].Name} {b.Interval}");
        var more = blocks.Length > MostNamed ? $"{blocks.Length - MostNamed} others, then " : "";
        return more + string.Join(", ", named);
    }

    private static string Summary(ShopProblem problem, MachineLanes lanes, int job)
    {
        var (end, the) = (Completion(problem, lanes, job), problem.Jobs[job]);
        var alone = the.Release + the.Operations.Sum(o => o.Modes.Min(m => m.Duration));
        var due = the.Due is not { } date ? "" : end > date ? $", {end - date} after its due date {date}" : $", {date - end} before its due date {date}";
        return $"job {the.Name} ends at {end}{due}; alone in the shop it would end at {alone}";
    }

    private static ImmutableArray<string> JobNotes(ShopProblem problem, MachineLanes lanes, ImmutableArray<OperationReason> reasons)
    {
        if (reasons.IsEmpty) return ["the job has no operations"];
        var waits = reasons.Where(r => r.Waiting > 0).GroupBy(r => r.Block.Resource)
            .Select(g => (Machine: g.Key, Time: g.Sum(r => r.Waiting))).OrderByDescending(w => w.Time).ToList();
        if (waits.Count == 0) return ["it never waits"];
        var shares = string.Join(", ", waits.Take(MostNamed).Select(w => $"{w.Time} for machine {w.Machine}"));
        var notes = ImmutableArray.Create($"it waits {waits.Sum(w => w.Time)} in all: {shares}{(waits.Count > MostNamed ? ", the rest elsewhere" : "")}");
        var spare = reasons.Sum(r => r.Block.Start - r.EarliestStart);
        return spare == 0 ? notes : notes.Add($"{spare} of it is not needed: operations marked so could start earlier as things stand");
    }

    private static ImmutableArray<string> PathNotes(ShopProblem problem, List<OperationReason> chain)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (chain.Count > 0)
        {
            var machines = chain.GroupBy(r => r.Block.Resource).Select(g => (Machine: g.Key, Work: g.Sum(r => r.Block.Duration)))
                .OrderByDescending(m => m.Work).Take(MostNamed);
            notes.Add($"the chain is {chain.Count} operations long, from {chain[0].Block.Start} to {chain[^1].Block.End}; "
                + string.Join(", ", machines.Select(m => $"machine {m.Machine} gives {m.Work} of it")));
        }
        var bound = ShopBounds.Best(problem);
        notes.Add($"no schedule has an objective below {bound.Value}: {bound.Reason}");
        return notes.DrainToImmutable();
    }

    private static int Costliest(ShopProblem problem, MachineLanes lanes) => Enumerable.Range(0, problem.Jobs.Length)
        .MaxBy(j => (JobCost.Of(problem.Objective, problem.Jobs[j], Completion(problem, lanes, j)), Completion(problem, lanes, j)));

    private static long Completion(ShopProblem problem, MachineLanes lanes, int job) => problem.Jobs[job].Operations.IsEmpty
        ? problem.Jobs[job].Release
        : lanes.Blocks[problem.FirstOperation[job + 1] - 1].End;
}
