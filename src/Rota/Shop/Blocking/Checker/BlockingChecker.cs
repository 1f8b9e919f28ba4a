using System.Collections.Immutable;
using Rota.Solving;

namespace Rota.Shop.Blocking;

/// <summary>
/// The referee of blocking shops. From loads and ends alone: work lasts as long as it must, stops included; a job's next load is not before its work is done; the intervals in
/// which machines are held are disjoint; nobody enters a machine that is down; and the moves of one instant can be made. Moves of one instant come one after another, each into a
/// machine that is empty then; a cycle of jobs that move at once is a swap, and counts where swaps are allowed only. Shares no code with the simulator.
/// </summary>
public sealed class BlockingChecker : IReferee<BlockingProblem, BlockingSchedule>
{
    private BlockingChecker() { }

    /// <summary>The one referee; it has no state.</summary>
    public static BlockingChecker Instance { get; } = new();

    /// <inheritdoc/>
    public Verdict Check(BlockingProblem problem, BlockingSchedule answer)
    {
        var faults = ImmutableArray.CreateBuilder<string>();
        var count = problem.Shop.OperationCount;
        if (answer.Loads.IsDefault || answer.Loads.Length != count || answer.Ends.IsDefault || answer.Ends.Length != count)
            return new(long.MaxValue, [$"the schedule has {(answer.Loads.IsDefault ? 0 : answer.Loads.Length)} loads and {(answer.Ends.IsDefault ? 0 : answer.Ends.Length)} ends, expected {count} of each"]);
        var holds = Holds(problem, answer, faults);
        // Of operations without a duration at one instant, those that bring the machine down come last.
        foreach (var group in holds.GroupBy(h => h.Machine)) CheckMachine(problem, [.. group.OrderBy(h => h.Load).ThenBy(h => h.Release).ThenBy(h => h.DownUntil)], faults);
        if (faults.Count == 0) CheckMoves(problem, holds, faults);
        return new(holds.Count == 0 ? 0 : holds.Max(h => h.Release), faults.DrainToImmutable());
    }

    private static List<Hold> Holds(BlockingProblem problem, BlockingSchedule answer, ImmutableArray<string>.Builder faults)
    {
        var holds = new List<Hold>();
        var id = 0;
        for (var j = 0; j < problem.Shop.Jobs.Length; j++)
        {
            var job = problem.Shop.Jobs[j];
            for (var k = 0; k < job.Operations.Length; k++, id++)
            {
                var (machine, duration) = job.Operations[k].Modes[0];
                var (load, end) = (answer.Loads[id], answer.Ends[id]);
                var stop = problem.Stops.Given.IsEmpty ? 0 : problem.Stops.Given[id];
                var due = Done(problem, machine, load, duration) + (problem.Stops.Mode == StopMode.Within ? stop : 0);
                if (load < 0) faults.Add($"job {job.Name} operation {k} is loaded at {load}, before time 0");
                if (end != due) faults.Add($"job {job.Name} operation {k} is loaded at {load} and done at {end}, expected {due}");
                var last = k + 1 == job.Operations.Length;
                var release = last ? end : answer.Loads[id + 1];
                if (release < end) faults.Add($"job {job.Name} operation {k + 1} is loaded at {release}, before operation {k} is done at {end}");
                var down = problem.Stops.Mode == StopMode.After && stop > 0 ? end + stop : 0;
                holds.Add(new(machine, j, k, load, end, release, down, last ? -1 : (int)job.Operations[k + 1].Modes[0].Machine));
            }
        }
        return holds;
    }

    /// <summary>The end of work that begins at a time: windows in which the machine is down prolong it.</summary>
    private static long Done(BlockingProblem problem, int machine, int load, long duration)
    {
        var end = load + duration;
        foreach (var window in problem.Stops.Windows.Where(w => w.Machine == machine && w.Down >= load).OrderBy(w => w.Down))
            if (window.Down < end) end += window.Up - window.Down;
        return end;
    }

    private static void CheckMachine(BlockingProblem problem, List<Hold> holds, ImmutableArray<string>.Builder faults)
    {
        string Name(Hold h) => $"job {problem.Shop.Jobs[h.Job].Name} operation {h.Operation} [{h.Load}, {h.Release})";
        var down = 0;
        Hold? before = null;
        foreach (var hold in holds)
        {
            if (hold.Load < down) faults.Add($"machine {hold.Machine} is down until {down} and {Name(hold)} enters it");
            foreach (var window in problem.Stops.Windows)
                if (window.Machine == hold.Machine && hold.Load >= window.Down && hold.Load < window.Up)
                    faults.Add($"machine {hold.Machine} is down in [{window.Down}, {window.Up}) and {Name(hold)} enters it");
            down = Math.Max(down, hold.DownUntil);
            if (before is { } other && hold.Load < other.Release) faults.Add($"machine {hold.Machine} is held by {Name(other)} and {Name(hold)} at once");
            if (before is null || hold.Release > before.Value.Release) before = hold;
        }
    }

    /// <summary>At each instant, moves are made one after another into empty machines; where swaps are allowed, rings of jobs move at once. What is left then cannot be made at all.</summary>
    private static void CheckMoves(BlockingProblem problem, List<Hold> holds, ImmutableArray<string>.Builder faults)
    {
        var instantaneous = holds.Any(h => h.Release == h.Load);
        if (problem.Swap && !instantaneous) return;
        foreach (var instant in holds.GroupBy(h => h.Load).OrderBy(g => g.Key))
        {
            var moves = new InstantMoves(problem.Swap);
            foreach (var job in instant.GroupBy(h => h.Job))
            {
                var stops = job.OrderBy(h => h.Operation).ToArray();
                var before = stops[0].Operation > 0 ? holds[problem.Shop.FirstOperation[job.Key] + stops[0].Operation - 1].Machine : -1;
                moves.Add(job.Key, before, [.. stops.Select(h => (h.Machine, h.End == instant.Key && h.DownUntil > instant.Key))], stops[^1].Next < 0 && stops[^1].Release == instant.Key);
            }
            if (moves.Possible(out var ring)) continue;
            faults.Add(ring.Count > 0 && !moves.HasPassers
                ? $"at {instant.Key} a ring of {ring.Count} jobs changes places, beginning at machine {ring[0]}; swaps are not allowed"
                : $"at {instant.Key} the moves of jobs {string.Join(", ", moves.Jobs.Select(j => problem.Shop.Jobs[j].Name))} cannot be made one after another into empty machines{(problem.Swap ? "" : "; swaps are not allowed")}");
        }
    }

    private readonly record struct Hold(int Machine, int Job, int Operation, int Load, int End, int Release, int DownUntil, int Next);
}
