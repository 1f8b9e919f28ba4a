namespace Rota.Chat;

/// <summary>A model made of plain code: the same prompt, the same answer. For tests, baselines and offline use.</summary>
/// <param name="name">The model's name, for records.</param>
/// <param name="answer">The answer to a prompt.</param>
public sealed class ScriptedChatModel(string name, Func<ChatPrompt, string> answer) : IChatModel
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>How often it was asked.</summary>
    public int Asked { get; private set; }

    /// <summary>A model that gives these answers one after the other, and the last of them from then on.</summary>
    /// <exception cref="ArgumentException">No answer.</exception>
    public static ScriptedChatModel OfAnswers(params IReadOnlyList<string> answers)
    {
        if (answers.Count == 0) throw new ArgumentException("a script has at least one answer", nameof(answers));
        var next = 0;
        return new("script", _ => answers[Math.Min(next++, answers.Count - 1)]);
    }

    /// <inheritdoc/>
    public ChatReply Ask(ChatPrompt prompt, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        Asked++;
        return new(answer(prompt));
    }
}
