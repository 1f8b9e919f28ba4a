namespace Rota.Chat;

/// <summary>What a model is asked.</summary>
/// <param name="System">The system text: who the model is to be and how to answer.</param>
/// <param name="User">The question.</param>
public sealed record ChatPrompt(string System, string User)
{
    /// <summary>Sampling temperature; null for the model's own default.</summary>
    public double? Temperature { get; init; }

    /// <summary>Most tokens of the answer; null for the model's own limit.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Seed of the sampling: mock models depend on it alone, real ones may honour it. Null for none.</summary>
    public ulong? Seed { get; init; }

    /// <summary>JSON schema the answer should obey, for models that support it; null for free text.</summary>
    public string? Schema { get; init; }

    /// <summary>Earlier turns between the system text and the question, oldest first: what was asked and what was answered. Empty by default.</summary>
    public IReadOnlyList<(string User, string Assistant)> Earlier { get; init; } = [];
}
