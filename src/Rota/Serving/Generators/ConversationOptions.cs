namespace Rota.Serving.Generators;

/// <summary>What <see cref="Serving.Generators.Conversations"/> should make.</summary>
public sealed record ConversationOptions
{
    /// <summary>Conversations, at least 1. Default 250.</summary>
    public int Conversations { get; init; } = 250;

    /// <summary>Conversations a second, more than 0. Default 0.15.</summary>
    public double Rate { get; init; } = 0.15;

    /// <summary>Mean think time between turns, seconds, at least 0. Default 20.</summary>
    public double ThinkSeconds { get; init; } = 20;

    /// <summary>A conversation ends before it gets longer than this, tokens, at least 3000 so that a first turn fits. Default 38000.</summary>
    public int MaxTokens { get; init; } = 38_000;

    /// <summary>Same seed, same conversations. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <exception cref="RotaException">Some value is out of range.</exception>
    internal void Validate() => new OptionFaults()
        .Count("conversations", Conversations, 1_000_000).Positive("rate", Rate).Range("think seconds", ThinkSeconds, 0, 86_400)
        .Range("longest conversation", MaxTokens, 3000, 4_000_000).Throw("conversations");
}
