using System.Text;

namespace Rota.Formats;

/// <summary>A place in a YAML text: what stands there, its line and column, and the way past blanks and comments.</summary>
internal sealed class YamlCursor
{
    private int lineStart;

    public YamlCursor(TextInput input)
    {
        File = input.Name;
        Text = Encoding.UTF8.GetString(input.Text).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
    }

    public string File { get; }

    public string Text { get; }

    public int At { get; private set; }

    /// <summary>From 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>From 0, as indentation is counted.</summary>
    public int Column => At - lineStart;

    public bool Ends => At >= Text.Length;

    /// <summary>The letter here; 0 at the end.</summary>
    public char Here => Peek(0);

    public char Peek(int ahead) => At + ahead < Text.Length ? Text[At + ahead] : '\0';

    public void Advance(int letters = 1)
    {
        for (; letters > 0 && At < Text.Length; letters--)
        {
            if (Text[At++] != '\n') continue;
            Line++;
            lineStart = At;
        }
    }

    /// <summary>Passes blanks and tabs of the line.</summary>
    public void SkipBlanks()
    {
        while (Here is ' ' or '\t') At++;
    }

    /// <summary>Passes blanks, comments and line ends; true when what follows opens its line. A tab that indents a line of a block is an error.</summary>
    public bool SkipToContent(bool flow = false)
    {
        while (!Ends)
        {
            var tab = -1;
            var blankBefore = At == lineStart || Text[At - 1] is ' ' or '\t' || flow;
            for (; Here is ' ' or '\t'; At++)
            {
                blankBefore = true;
                if (Here == '\t' && tab < 0) tab = At;
            }
            if (Here == '#' && blankBefore) while (!Ends && Here != '\n') At++;
            if (Here == '\n')
            {
                Advance();
                continue;
            }
            if (tab >= 0 && !flow && !Ends && OpensLine)
            {
                At = tab;
                throw Error("a tab indents this line, expected blanks");
            }
            break;
        }
        return OpensLine;
    }

    /// <summary><c>---</c> or <c>...</c> at the beginning of a line.</summary>
    public bool AtMarker => Column == 0 && (Is("---") || Is("...")) && Peek(3) is ' ' or '\t' or '\n' or '\0';

    public bool Is(string word) => string.CompareOrdinal(Text, At, word, 0, word.Length) == 0;

    /// <summary>Nothing but blanks stands before this on the line.</summary>
    public bool OpensLine => Text.AsSpan(lineStart, At - lineStart).IndexOfAnyExcept(' ', '\t') < 0;

    /// <summary>A blank, a line end or the end of the text.</summary>
    public static bool Separates(char letter) => letter is ' ' or '\t' or '\n' or '\0';

    public InputException Error(string problem) => new(File, Line, Column + 1, problem);

    /// <summary>What stands here, for an error.</summary>
    public string Shown()
    {
        if (Ends) return "the end of the text";
        if (Here == '\n') return "the end of the line";
        var end = Text.IndexOf('\n', At);
        return FieldNumber.Quote(Encoding.UTF8.GetBytes(Text[At..(end < 0 ? Text.Length : end)].TrimEnd()));
    }
}
