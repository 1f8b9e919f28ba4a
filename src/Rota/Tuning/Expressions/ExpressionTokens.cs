using System.Globalization;

namespace Rota.Tuning.Expressions;

/// <summary>Cuts a text into numbers, names and signs.</summary>
internal ref struct ExpressionTokens
{
    private readonly ReadOnlySpan<char> text;
    private int next;

    public ExpressionTokens(ReadOnlySpan<char> text)
    {
        this.text = text;
        Advance();
    }

    /// <summary>The token stood at; empty at the end of the text.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>Where it begins, from 0.</summary>
    public int At { get; private set; }

    /// <summary>The number it is, when it is one.</summary>
    public double Number { get; private set; }

    /// <summary>True when it is a number.</summary>
    public bool IsNumber { get; private set; }

    /// <summary>True at the end of the text.</summary>
    public readonly bool AtEnd => Current.IsEmpty;

    /// <summary>True for what may name a feature or a binding.</summary>
    public static bool IsName(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || !(char.IsAsciiLetter(word[0]) || word[0] == '_')) return false;
        foreach (var c in word)
            if (!char.IsAsciiLetterOrDigit(c) && c != '_') return false;
        return true;
    }

    /// <summary>Goes to the next token.</summary>
    public void Advance()
    {
        while (next < text.Length && char.IsWhiteSpace(text[next])) next++;
        At = next;
        IsNumber = false;
        if (next >= text.Length)
        {
            Current = [];
            return;
        }
        var first = text[next];
        if (char.IsAsciiDigit(first) || first == '.') ReadNumber();
        else if (char.IsAsciiLetter(first) || first == '_')
            while (next < text.Length && (char.IsAsciiLetterOrDigit(text[next]) || text[next] == '_')) next++;
        else if (text[next..].StartsWith("**") || text[next..].StartsWith("<=") || text[next..].StartsWith(">=")) next += 2;
        else if ("+-*/^(),<>=".Contains(first)) next++;
        else throw new ExpressionException(At + 1, $"read '{Shown(first)}', expected a number, a name, an operator or a bracket");
        Current = text[At..next];
    }

    /// <summary>The token for an error.</summary>
    public readonly string Quoted => AtEnd ? "the end" : $"'{(Current.Length > 40 ? Current[..40] : Current)}'";

    private void ReadNumber()
    {
        while (next < text.Length && (char.IsAsciiDigit(text[next]) || text[next] == '.')) next++;
        if (next < text.Length && text[next] is 'e' or 'E')
        {
            var digits = next + 1 < text.Length && text[next + 1] is '+' or '-' ? next + 2 : next + 1;
            if (digits < text.Length && char.IsAsciiDigit(text[digits]))
            {
                next = digits;
                while (next < text.Length && char.IsAsciiDigit(text[next])) next++;
            }
        }
        var word = text[At..next];
        if (!double.TryParse(word, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number))
            throw new ExpressionException(At + 1, $"read '{(word.Length > 40 ? word[..40] : word)}', expected a finite number");
        Number = number;
        IsNumber = true;
    }

    private static string Shown(char c) => char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : c.ToString();
}
