namespace Rota.Tuning.Expressions;

/// <summary>A text that is no priority expression: where, what was read, what was expected. One line, fit to be sent back to who wrote it.</summary>
public sealed class ExpressionException : RotaException
{
    /// <summary>A fault at a letter of the text, counted from 1.</summary>
    public ExpressionException(int position, string problem) : base($"at letter {position}: {problem}") => Position = position;

    /// <summary>The letter the fault is at, from 1.</summary>
    public int Position { get; }
}
