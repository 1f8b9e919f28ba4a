using System.Collections.Immutable;

namespace Rota.Serving;

/// <summary>One request as a trace, a session file or a generator states it. Times in seconds, lengths in tokens.</summary>
public sealed record TraceRequest
{
    /// <summary>The trace's own name of the request; empty when it has none.</summary>
    public string Id { get; init; } = "";

    /// <summary>When it arrives, seconds from the start of the trace; of a program's later turns the time is made by the run and this is ignored.</summary>
    public double ArrivalSeconds { get; init; }

    /// <summary>Prompt tokens, at least 1; in a program the whole context that is sent.</summary>
    public required int Prompt { get; init; }

    /// <summary>Tokens that will be generated, at least 1. Hidden from every policy.</summary>
    public required int Output { get; init; }

    /// <summary>The most tokens the client allows (max_tokens); null when it says nothing.</summary>
    public int? DeclaredMax { get; init; }

    /// <summary>Class for reports and targets (tenant, kind of work); empty for the only one.</summary>
    public string Class { get; init; } = "";

    /// <summary>Target of the time to the first token, seconds; null for none.</summary>
    public double? TtftTarget { get; init; }

    /// <summary>Target of every gap between tokens, seconds; null for none.</summary>
    public double? TbtTarget { get; init; }

    /// <summary>Program or session the request is a turn of; empty for a request on its own.</summary>
    public string Program { get; init; } = "";

    /// <summary>Seconds between the end of this turn and the arrival of the next one of its program: tool or think time. Hidden from every policy.</summary>
    public double PauseSeconds { get; init; }

    /// <summary>The tool that is called when the turn ends; empty when unknown.</summary>
    public string Tool { get; init; } = "";

    /// <summary>
    /// Tokens at the start of the prompt that are the same as in the program's turn before (its prompt and output); null for all of them.
    /// Smaller after a context compaction.
    /// </summary>
    public int? SharedWithPrevious { get; init; }

    /// <summary>
    /// Identities of the blocks of <see cref="BlockTokens"/> tokens, prompt first, then output: equal number, equal block with equal prefix. Empty
    /// when the trace says nothing.
    /// </summary>
    public ImmutableArray<long> Blocks { get; init; } = [];

    /// <summary>Tokens of a block of <see cref="Blocks"/>.</summary>
    public int BlockTokens { get; init; } = 16;
}
