using System.Collections.Immutable;

namespace Rota.Projects;

/// <summary>A task of a project.</summary>
/// <param name="Id">Its name in files, unique among tasks.</param>
/// <param name="Modes">The ways to do it, at least one.</param>
/// <param name="Release">It does not start before, at least 0.</param>
/// <param name="Due">Its deadline: it must have ended by then; null when there is none.</param>
/// <param name="Pauses">
/// What happens when a resource it needs is closed (capacity 0). False: the task must lie clear of the break. True: it stops, keeps the units of what is open, and goes on after.
/// </param>
/// <param name="Name">For display; the id when null.</param>
public sealed record ProjectTask(
    string Id, ImmutableArray<TaskMode> Modes, long Release = 0, long? Due = null, bool Pauses = false, string? Name = null)
{
    /// <summary>What people call it.</summary>
    public string Title => Name is null || Name == Id ? Id : $"{Id} ({Name})";

    /// <summary>Its shortest mode's duration.</summary>
    public long ShortestDuration
    {
        get
        {
            var shortest = long.MaxValue;
            foreach (var mode in Modes) shortest = Math.Min(shortest, mode.Duration);
            return shortest;
        }
    }

    /// <summary>Its longest mode's duration.</summary>
    public long LongestDuration
    {
        get
        {
            long longest = 0;
            foreach (var mode in Modes) longest = Math.Max(longest, mode.Duration);
            return longest;
        }
    }
}
