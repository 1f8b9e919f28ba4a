namespace Rota.Studies.Serving.PastFuture;

/// <summary>A request of the token-level simulator.</summary>
/// <param name="id">Its number.</param>
/// <param name="prompt">Prompt tokens.</param>
/// <param name="output">Tokens it will generate; hidden from every scheduler but the optimum.</param>
internal sealed class TokenRequest(int id, int prompt, int output)
{
    public int Id { get; } = id;

    public int Prompt { get; } = prompt;

    public int Output { get; } = output;

    public int Generated { get; set; }

    public int Used => Prompt + Generated;
}
