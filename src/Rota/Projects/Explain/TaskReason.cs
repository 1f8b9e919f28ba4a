using System.Collections.Immutable;

namespace Rota.Projects.Explain;

/// <summary>Why a task does not start earlier.</summary>
/// <param name="Task">The task's number.</param>
/// <param name="Binding">What holds it.</param>
/// <param name="Ready">When its release and its links let it start.</param>
/// <param name="EarliestStart">When it could start if every other task stayed where it is.</param>
/// <param name="Causes">Numbers of the tasks that hold it: the other end of the link, the holders of the resource, the exclusive one.</param>
/// <param name="Resource">Id of the resource that holds it; null where none does.</param>
/// <param name="Text">The same in one line of words.</param>
public sealed record TaskReason(int Task, TaskBinding Binding, long Ready, long EarliestStart, ImmutableArray<int> Causes, string? Resource, string Text);
