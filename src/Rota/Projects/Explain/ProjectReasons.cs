using System.Collections.Immutable;

namespace Rota.Projects.Explain;

/// <summary>An explanation in words, with the facts behind it.</summary>
/// <param name="Summary">One line.</param>
/// <param name="Reasons">One reason a task, in order of time.</param>
/// <param name="Notes">Lines that follow the reasons: what it all comes to.</param>
public sealed record ProjectReasons(string Summary, ImmutableArray<TaskReason> Reasons, ImmutableArray<string> Notes)
{
    /// <summary>All of it as lines of text.</summary>
    public IEnumerable<string> Lines => [Summary, .. Reasons.Select(reason => "  " + reason.Text), .. Notes];
}
