namespace Rota.Serving.Latency;

/// <summary>One measured engine step.</summary>
/// <param name="PrefillTokens">New prompt tokens.</param>
/// <param name="Past">Tokens of those prompts that were computed before.</param>
/// <param name="Decodes">Requests that decoded a token.</param>
/// <param name="Context">Their contexts, all together.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Prompts">Prompts the new tokens are of.</param>
public readonly record struct StepSample(int PrefillTokens, int Past, int Decodes, long Context, double Seconds, int Prompts = 1);
