namespace Rota.Serving.Formats;

/// <summary>How to read a trace file. The defaults tell the format by the content, keep every request, and refuse what is out of order.</summary>
public sealed record TraceReadOptions
{
    /// <summary>Everything told by the content.</summary>
    public static TraceReadOptions Default { get; } = new();

    /// <summary>Name of the format, one of <see cref="ServingTraceFormats.All"/>; null to tell it by the content.</summary>
    public string? FormatName { get; init; }

    /// <summary>True to put rows in order of arrival (stable) instead of refusing a file that is not.</summary>
    public bool Sort { get; init; }

    /// <summary>
    /// True to spread arrivals that are stamped in coarse steps (Mooncake: 3 s) uniformly inside each step, in their order. Only where the stamps show
    /// such steps; the trace says so in its notes. Default true.
    /// </summary>
    public bool SpreadQuantised { get; init; } = true;

    /// <summary>True to read chats and sessions as programs, whose later turns arrive after the answer before; false to keep every stated arrival. Default true.</summary>
    public bool ChainTurns { get; init; } = true;

    /// <summary>
    /// True to refuse a turn that was sent before the answer before it ended, where the file states both; false to send it at once after that answer, and count it.
    /// </summary>
    public bool RefuseOverlaps { get; init; }

    /// <summary>True to refuse requests without a target of the time to the first token.</summary>
    public bool RequireTargets { get; init; }

    /// <summary>Requests whose prompt and output are longer than this are dropped and counted, a program from that turn on; null for no limit.</summary>
    public int? MaxModelTokens { get; init; }

    /// <summary>Stop after so many requests; null for all.</summary>
    public int? MaxRequests { get; init; }

    /// <summary>
    /// Seconds a token of an answer is taken to have lasted where think times must be told from arrivals alone (Qwen-Bailian chats). Default 0.02, at least 0.
    /// </summary>
    public double SecondsPerOutputToken { get; init; } = 0.02;

    /// <summary>Seed of whatever must be drawn while reading. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Throws when a value is out of its range; the one line names them all.</summary>
    internal void Validate()
    {
        var faults = new List<string>();
        if (MaxModelTokens < 2) faults.Add($"model limit {MaxModelTokens}, expected at least 2 tokens");
        if (MaxRequests < 1) faults.Add($"most requests {MaxRequests}, expected at least 1");
        if (!(SecondsPerOutputToken is >= 0 and <= 3600)) faults.Add($"seconds per output token {SecondsPerOutputToken}, expected 0 to 3600");
        if (faults.Count > 0) throw new RotaException(string.Join("; ", faults));
    }
}
