namespace Rota.Chat;

/// <summary>What a model answered.</summary>
/// <param name="Text">The answer as it came.</param>
/// <param name="TokensIn">Tokens of the prompt; 0 when the model does not say.</param>
/// <param name="TokensOut">Tokens of the answer; 0 when the model does not say.</param>
/// <param name="Seconds">How long it took on the wall clock; 0 for scripted models.</param>
public sealed record ChatReply(string Text, long TokensIn = 0, long TokensOut = 0, double Seconds = 0);
