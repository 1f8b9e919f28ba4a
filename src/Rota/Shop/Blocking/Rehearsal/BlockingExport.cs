using System.Collections.Immutable;
using Rota.Schedules;

namespace Rota.Shop.Blocking.Rehearsal;

/// <summary>A run as files: its events as a table, and a Gantt chart in three colours.</summary>
public static class BlockingExport
{
    private static readonly ImmutableArray<string> Kinds = ["processing", "blocked", "down"];

    /// <summary>
    /// Writes the events in order of time: load, done, move (from one machine to the next), leave, down, up, and swap for each ring. Columns time, event, job, operation, machine,
    /// detail.
    /// </summary>
    public static void WriteEvents(BlockingRun run, TextWriter output)
    {
        var (shop, schedule) = (run.Problem.Shop, run.Schedule);
        var events = new List<(int Time, int Order, string Line)>();
        for (var j = 0; j < shop.Jobs.Length; j++)
            for (var k = 0; k < shop.Jobs[j].Operations.Length; k++)
            {
                var id = shop.FirstOperation[j] + k;
                var (machine, name) = (shop.Jobs[j].Operations[k].Modes[0].Machine, Csv(shop.Jobs[j].Name));
                events.Add((schedule.Loads[id], 3, $"load,{name},{k},{machine},{(k == 0 ? "from outside" : $"from machine {shop.Jobs[j].Operations[k - 1].Modes[0].Machine}")}"));
                events.Add((schedule.Ends[id], 0, $"done,{name},{k},{machine},{(k + 1 == shop.Jobs[j].Operations.Length ? "leaves" : "")}"));
            }
        foreach (var (machine, down, up, reason) in DownTimes(run))
        {
            events.Add((down, 1, $"down,,,{machine},{Csv(reason)}"));
            events.Add((up, 1, $"up,,,{machine},"));
        }
        foreach (var ring in run.Rings) events.Add((ring.Time, 2, $"swap,,,,{Csv(BlockingRun.Words(run.Problem, ring))}"));
        output.Write("time,event,job,operation,machine,detail\n");
        foreach (var (time, _, line) in events.OrderBy(e => e.Time).ThenBy(e => e.Order)) output.Write($"{time},{line}\n");
    }

    /// <summary>The run as blocks on machines in three kinds of work: processing, blocked, down. Part is the operation.</summary>
    public static Schedule Holding(BlockingRun run)
    {
        var (shop, schedule) = (run.Problem.Shop, run.Schedule);
        var blocks = ImmutableArray.CreateBuilder<Block>();
        for (var j = 0; j < shop.Jobs.Length; j++)
            for (var k = 0; k < shop.Jobs[j].Operations.Length; k++)
            {
                var id = shop.FirstOperation[j] + k;
                var machine = shop.Jobs[j].Operations[k].Modes[0].Machine;
                var release = schedule.Release(shop, j, k);
                // A stop within an operation is drawn at its end.
                var stop = run.Problem.Stops is { Mode: StopMode.Within, Given.IsEmpty: false } stops ? stops.Given[id] : 0;
                if (schedule.Ends[id] - stop > schedule.Loads[id]) blocks.Add(new(machine, 0, j, schedule.Loads[id], schedule.Ends[id] - stop));
                if (stop > 0) blocks.Add(new(machine, 2, j, schedule.Ends[id] - stop, schedule.Ends[id]));
                if (release > schedule.Ends[id]) blocks.Add(new(machine, 1, j, schedule.Ends[id], release));
            }
        foreach (var (machine, down, up, _) in DownTimes(run)) blocks.AddRange(Free(run, machine, down, up).Select(gap => new Block(machine, 2, 0, gap.Start, gap.End)));
        return new(
            $"{shop.Name}, {run.Row.Policy}: makespan {run.Row.Makespan}, {run.Row.Swaps} swaps", "time units",
            [.. Enumerable.Range(0, shop.MachineCount).Select(m => new Resource($"machine {m}"))], Kinds, blocks.ToImmutable());
    }

    /// <summary>The run as work of jobs on machines, from load to release.</summary>
    public static Schedule Jobs(BlockingProblem problem, BlockingSchedule schedule)
    {
        var shop = problem.Shop;
        var blocks = ImmutableArray.CreateBuilder<Block>();
        for (var j = 0; j < shop.Jobs.Length; j++)
            for (var k = 0; k < shop.Jobs[j].Operations.Length; k++)
                blocks.Add(new((int)shop.Jobs[j].Operations[k].Modes[0].Machine, j, k, schedule.Loads[shop.FirstOperation[j] + k], schedule.Release(shop, j, k)));
        return new(
            shop.Name, "time units", [.. Enumerable.Range(0, shop.MachineCount).Select(m => new Resource($"machine {m}"))], [.. shop.Jobs.Select(job => job.Name)], blocks.ToImmutable());
    }

    /// <summary>When machines were down: after operations, within them, or by the clock.</summary>
    public static IEnumerable<DownTime> DownTimes(BlockingRun run)
    {
        var (shop, stops) = (run.Problem.Shop, run.Problem.Stops);
        for (var j = 0; j < shop.Jobs.Length; j++)
            for (var k = 0; k < shop.Jobs[j].Operations.Length; k++)
            {
                var id = shop.FirstOperation[j] + k;
                if (stops.Given.IsEmpty || stops.Given[id] == 0) continue;
                var down = run.Schedule.Ends[id] - (stops.Mode == StopMode.Within ? stops.Given[id] : 0);
                yield return new(shop.Jobs[j].Operations[k].Modes[0].Machine, down, down + stops.Given[id]);
            }
        foreach (var window in stops.Windows) yield return window;
    }

    /// <summary>The parts of a time down in which nobody holds the machine: only they can be drawn beside the holds.</summary>
    private static IEnumerable<(int Start, int End)> Free(BlockingRun run, int machine, int down, int up)
    {
        var (shop, at) = (run.Problem.Shop, down);
        var holds = new List<(int Load, int Release)>();
        for (var j = 0; j < shop.Jobs.Length; j++)
            for (var k = 0; k < shop.Jobs[j].Operations.Length; k++)
                if (shop.Jobs[j].Operations[k].Modes[0].Machine == machine) holds.Add((run.Schedule.Loads[shop.FirstOperation[j] + k], run.Schedule.Release(shop, j, k)));
        foreach (var (load, release) in holds.Order())
        {
            if (release <= at || load >= up) continue;
            if (load > at) yield return (at, load);
            at = Math.Max(at, release);
        }
        if (at < Math.Min(up, run.Row.Makespan)) yield return (at, Math.Min(up, run.Row.Makespan));
    }

    private static string Csv(string text) => text.Contains(',') || text.Contains('"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
