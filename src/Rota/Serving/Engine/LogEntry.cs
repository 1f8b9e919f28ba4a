using System.Collections.Immutable;

namespace Rota.Serving.Engine;

/// <summary>A line of a run's log.</summary>
/// <param name="Time">When, picoseconds.</param>
/// <param name="Kind">What.</param>
/// <param name="Instance">Where; -1 at the door.</param>
/// <param name="Request">To which request, or program where <see cref="LogKind"/> says so; -1 for steps.</param>
/// <param name="Tokens">Tokens it is about.</param>
/// <param name="Step">The step that begins or ends; null for all else.</param>
public readonly record struct LogEntry(long Time, LogKind Kind, int Instance, int Request, int Tokens = 0, LoggedStep? Step = null);

/// <summary>A step in a run's log. Written when it begins; its ends are added when it has ended.</summary>
/// <param name="Decodes">Requests that make a token.</param>
/// <param name="Prefills">Prompts, or parts of them.</param>
/// <param name="UsedBlocks">KV blocks in use when it begins.</param>
public sealed record LoggedStep(ImmutableArray<int> Decodes, ImmutableArray<PlanItem> Prefills, int UsedBlocks)
{
    /// <summary>When each of the steps ended, one unless several alike were made at once.</summary>
    public List<long> Ends { get; } = [];

    /// <summary>Segments of the pass that were done when it was stopped; -1 when it went through.</summary>
    public int StoppedBehind { get; internal set; } = -1;

    /// <summary>KV blocks in use when the last of them ended, before anything was given back.</summary>
    public int UsedAtEnd { get; internal set; }
}
