using System.Collections.Immutable;

namespace Rota.Schedules;

/// <summary>One lane of a schedule: a machine, a GPU, a stream, a room. <paramref name="Capacity"/> blocks may overlap on it.</summary>
public sealed record Resource(string Name, int Capacity = 1);

/// <summary>
/// Work on a resource during the half-open interval [Start, End). <paramref name="Resource"/> indexes
/// <see cref="Schedule.Resources"/>, <paramref name="Work"/> indexes <see cref="Schedule.Works"/>, <paramref name="Part"/> is the work's part (operation), from 0.
/// </summary>
public readonly record struct Block(int Resource, int Work, int Part, long Start, long End)
{
    /// <summary>End - Start, in the schedule's time unit.</summary>
    public long Duration => End - Start;

    /// <summary>The interval as it is printed everywhere: [start, end).</summary>
    public string Interval => $"[{Start}, {End})";
}

/// <summary>
/// What every planner and simulator of Rota answers with: blocks of work on resources in integer time.
/// Half-open intervals; an empty block occupies nothing.
/// </summary>
/// <param name="Name">Title of the schedule, usually the instance's name.</param>
/// <param name="TimeUnit">Unit of all times, for display: "time units", "ms", "min".</param>
/// <param name="Resources">The lanes.</param>
/// <param name="Works">Names of the works (jobs, requests, tasks).</param>
/// <param name="Blocks">The blocks, in any order.</param>
public sealed record Schedule(
    string Name,
    string TimeUnit,
    ImmutableArray<Resource> Resources,
    ImmutableArray<string> Works,
    ImmutableArray<Block> Blocks)
{
    /// <summary>Smallest start, 0 when there is no block.</summary>
    public long Start => Blocks.IsEmpty ? 0 : Blocks.Min(b => b.Start);

    /// <summary>Largest end, 0 when there is no block.</summary>
    public long End => Blocks.IsEmpty ? 0 : Blocks.Max(b => b.End);
}
