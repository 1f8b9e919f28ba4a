namespace Rota.Serving.Results;

/// <summary>How a class of requests was served. Times in seconds.</summary>
/// <param name="Class">Its name; empty for the only one, <c>all</c> for all of them together.</param>
/// <param name="Requests">Requests counted: those that arrived behind the warm-up.</param>
/// <param name="Finished">Those that made all their tokens.</param>
/// <param name="Aborted">Those given up.</param>
/// <param name="Refused">Those refused on arrival because they could never run.</param>
/// <param name="Ttft">Time to the first token.</param>
/// <param name="Tpot">Time per output token behind the first, one value a request.</param>
/// <param name="Tbt">Gaps between tokens, one value a gap, warm-up included.</param>
/// <param name="Latency">Arrival to last token.</param>
/// <param name="QueueTime">Arrival to being scheduled.</param>
/// <param name="Attainment">Share of counted requests that met every target; NaN without targets.</param>
/// <param name="TtftAttainment">Share that met the target of the first token.</param>
public sealed record ClassSummary(
    string Class, int Requests, int Finished, int Aborted, int Refused, Distribution Ttft, Distribution Tpot, Distribution Tbt, Distribution Latency,
    Distribution QueueTime, double Attainment, double TtftAttainment);
