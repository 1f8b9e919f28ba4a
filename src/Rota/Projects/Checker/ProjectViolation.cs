using System.Collections.Immutable;

namespace Rota.Projects;

/// <summary>A rule that a schedule breaks, with everything a user interface needs to show it.</summary>
/// <param name="Family">The kind of rule.</param>
/// <param name="Tasks">Ids of the tasks that take part: predecessor and successor, all that run, the one whose window it is, the pair.</param>
/// <param name="Resource">Id of the resource; null where there is none.</param>
/// <param name="Start">Where the fault begins in time; 0 for a stock.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Amount">By how much: time units too early, late or overlapping; units above what there is.</param>
/// <param name="Text">The same in one line of words.</param>
public sealed record ProjectViolation(
    ViolationFamily Family, ImmutableArray<string> Tasks, string? Resource, long Start, long End, long Amount, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => Text;
}
