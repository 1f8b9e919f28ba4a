namespace Rota.Chat;

/// <summary>
/// A language model as a planner needs one: a text in, a text out. What it answers is material to be parsed and checked, never an instruction. Real
/// models stand behind it in Rota.Llm; scripted and mock ones are plain code.
/// </summary>
public interface IChatModel
{
    /// <summary>The model's name, for records.</summary>
    string Name { get; }

    /// <summary>Asks once. Not called by two threads at a time.</summary>
    /// <exception cref="RotaException">The model cannot be reached or refused to answer; the message says which.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    ChatReply Ask(ChatPrompt prompt, CancellationToken cancellation = default);
}
