using Rota.Serving.Engine;

namespace Rota.Studies.Serving;

/// <summary>One rehearsal of the layered-prefill study.</summary>
/// <param name="Model">qwen, gpt-oss or dense.</param>
/// <param name="Dataset">arxiv or sharegpt.</param>
/// <param name="Rate">Requests a second.</param>
/// <param name="Seed">Of lengths and arrivals.</param>
/// <param name="Policy">Who schedules.</param>
/// <param name="Half">Half of the ShareGPT rows that lengths come from; null for all.</param>
/// <param name="Count">Number of requests.</param>
internal sealed record LayeredPrefillCell(string Model, string Dataset, double Rate, ulong Seed, ServingPolicy Policy, int? Half = null, int Count = 400);
