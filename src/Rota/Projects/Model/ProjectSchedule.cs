using System.Collections.Immutable;
using Rota.Schedules;

namespace Rota.Projects;

/// <summary>The answer to a project: for every task (by number) its start and its mode. Ends and pauses follow from the calendars.</summary>
/// <param name="Starts">Start of each task.</param>
/// <param name="Modes">Index of the chosen mode of each task.</param>
public sealed record ProjectSchedule(ImmutableArray<long> Starts, ImmutableArray<int> Modes)
{
    /// <summary>An answer in which every task runs in its first mode.</summary>
    public static ProjectSchedule FromStarts(ReadOnlySpan<long> starts) => new([.. starts], ImmutableArray.Create(new int[starts.Length]));

    /// <summary>When a task has ended; <see cref="long.MaxValue"/> when it never does.</summary>
    public long End(ProjectProblem problem, int task) => problem.End(task, Modes[task], Starts[task]);

    /// <summary>When the last task has ended; 0 without tasks.</summary>
    public long Makespan(ProjectProblem problem)
    {
        long last = 0;
        for (var i = 0; i < Starts.Length; i++) last = Math.Max(last, End(problem, i));
        return last;
    }

    /// <summary>The stretches in which a task is at work, one unless it pauses.</summary>
    public IEnumerable<Period> Segments(ProjectProblem problem, int task)
    {
        var mode = problem.Tasks[task].Modes[Modes[task]];
        return problem.Tasks[task].Pauses
            ? problem.WorkingTime(task, Modes[task]).Segments(Starts[task], mode.Duration)
            : [new Period(Starts[task], Starts[task] + mode.Duration)];
    }

    /// <summary>
    /// The answer as blocks: a lane a renewable resource, a block a stretch of work on each resource the task needs (however many units of it), and a lane of its own for
    /// tasks that need none; milestones without demands are left out where there are resources.
    /// </summary>
    public Schedule ToSchedule(ProjectProblem problem)
    {
        var lane = new int[problem.Resources.Length];
        var lanes = ImmutableArray.CreateBuilder<Resource>();
        for (var r = 0; r < lane.Length; r++)
        {
            lane[r] = problem.Resources[r].Renewable ? lanes.Count : -1;
            if (lane[r] >= 0) lanes.Add(new(problem.Resources[r].Title, (int)Math.Clamp(problem.Resources[r].Capacity, 1, int.MaxValue)));
        }
        var free = lanes.Count;
        var blocks = ImmutableArray.CreateBuilder<Block>();
        for (var i = 0; i < problem.Tasks.Length; i++)
        {
            var part = 0;
            foreach (var period in Segments(problem, i))
            {
                var placed = false;
                foreach (var demand in problem.Tasks[i].Modes[Modes[i]].Demands)
                {
                    if (lane[demand.Resource] < 0) continue;
                    blocks.Add(new(lane[demand.Resource], i, part, period.Start, period.End));
                    placed = true;
                }
                // A milestone that needs nothing is no work to show beside the resources.
                if (!placed && (period.Length > 0 || free == 0)) blocks.Add(new(free, i, part, period.Start, period.End));
                part++;
            }
        }
        if (blocks.Any(block => block.Resource == free)) lanes.Add(new("no resource", Math.Max(1, problem.Tasks.Length)));
        return new(problem.Name, problem.Unit, lanes.ToImmutable(), [.. problem.Tasks.Select(task => task.Name ?? task.Id)], blocks.ToImmutable());
    }
}
