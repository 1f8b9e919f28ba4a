using System.Collections.Immutable;

namespace Rota.Serving;

/// <summary>
/// What a trace file or a generator gives: requests in order of arrival, the turns of a program in their order, and what was left out on the way.
/// </summary>
/// <param name="Name">For reports: the file's name, or the generator's.</param>
/// <param name="Requests">Sorted by arrival, stable; later turns of a program stand anywhere behind the turn before.</param>
public sealed record ServingTrace(string Name, ImmutableArray<TraceRequest> Requests)
{
    /// <summary>The format it was read from; empty for generated ones.</summary>
    public string Format { get; init; } = "";

    /// <summary>Rows left out while reading, a line for each reason: "14 rows without output".</summary>
    public ImmutableArray<string> Dropped { get; init; } = [];

    /// <summary>What was assumed, repaired or made up on the way, a line for each: "arrivals were spread over steps of 3 s".</summary>
    public ImmutableArray<string> Notes { get; init; } = [];

    /// <summary>True when arrivals are in the data; false for length files, which need <c>WithArrivals</c>.</summary>
    public bool HasArrivals { get; init; } = true;

    /// <summary>Arrival of the last request that has one, less that of the first, in seconds.</summary>
    public double SpanSeconds => Requests.Length == 0 ? 0 : Requests.Max(r => r.ArrivalSeconds) - Requests.Min(r => r.ArrivalSeconds);
}
