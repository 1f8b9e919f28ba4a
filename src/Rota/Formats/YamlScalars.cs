using System.Globalization;
using System.Text;

namespace Rota.Formats;

/// <summary>The five ways to write a scalar in YAML: plain, in single quotes, in double quotes, as lines, as folded lines.</summary>
internal static class YamlScalars
{
    /// <summary>A plain scalar: to a comment, <c>: </c> or the end of the line, and on over lines that are indented deeper than <paramref name="parent"/>.</summary>
    public static string Plain(YamlCursor cursor, int parent, bool flow, bool key)
    {
        var text = new StringBuilder(PlainLine(cursor, flow));
        while (!key)
        {
            var line = cursor.Line;
            cursor.SkipBlanks();
            if (cursor.Here != '\n') break;
            var blank = 0;
            while (cursor.Here == '\n')
            {
                blank++;
                cursor.Advance();
                var start = cursor.At;
                cursor.SkipBlanks();
                var tab = cursor.Text.AsSpan(start, cursor.At - start).IndexOf('\t');
                if (tab >= 0 && cursor.Here != '\n' && !flow && !cursor.Ends) throw new InputException(cursor.File, cursor.Line, tab + 1, "a tab indents this line, expected blanks");
            }
            if (cursor.Ends || cursor.AtMarker || cursor.Here == '#' || (!flow && cursor.Column <= parent) || (flow && cursor.Here is ',' or '[' or ']' or '{' or '}')) break;
            if (flow && cursor.Here == ':') break;
            if (!flow && LooksLikeKey(cursor)) throw cursor.Error($"read {cursor.Shown()}, expected more of the text that began in line {line}; a text with ': ' wants quotes");
            text.Append(blank == 1 ? " " : new string('\n', blank - 1)).Append(PlainLine(cursor, flow));
        }
        return text.ToString();
    }

    /// <summary>A scalar in single or double quotes.</summary>
    public static string Quoted(YamlCursor cursor)
    {
        var quote = cursor.Here;
        var (line, column) = (cursor.Line, cursor.Column);
        cursor.Advance();
        var text = new StringBuilder();
        while (true)
        {
            if (cursor.Ends || cursor.AtMarker) throw new InputException(cursor.File, line, column + 1, $"the quote {quote} is never closed");
            switch (cursor.Here)
            {
                case '\'' when quote == '\'' && cursor.Peek(1) == '\'':
                    text.Append('\'');
                    cursor.Advance(2);
                    break;
                case var here when here == quote:
                    cursor.Advance();
                    return text.ToString();
                case '\\' when quote == '"':
                    Escape(cursor, text);
                    break;
                case '\n':
                    Fold(cursor, text);
                    break;
                case var here:
                    text.Append(here);
                    cursor.Advance();
                    break;
            }
        }
    }

    /// <summary>Lines (<c>|</c>) or folded lines (<c>></c>) below their header.</summary>
    public static string Block(YamlCursor cursor, int parent)
    {
        var folded = cursor.Here == '>';
        var (chomp, given) = ('\0', 0);
        for (cursor.Advance(); cursor.Here is '+' or '-' or (>= '1' and <= '9'); cursor.Advance())
        {
            if (char.IsAsciiDigit(cursor.Here)) given = cursor.Here - '0';
            else chomp = cursor.Here;
        }
        if (!YamlCursor.Separates(cursor.Here)) throw cursor.Error($"read {cursor.Shown()}, expected the lines of the text below");
        cursor.SkipBlanks();
        if (cursor.Here == '#') while (!cursor.Ends && cursor.Here != '\n') cursor.Advance();
        if (!cursor.Ends && cursor.Here != '\n') throw cursor.Error($"read {cursor.Shown()}, expected the lines of the text below");
        cursor.Advance();
        var lines = BlockLines(cursor, given > 0 ? Math.Max(parent, 0) + given : -1, parent);
        var end = lines.FindLastIndex(line => line.Length > 0) + 1;
        var (kept, trailing) = (lines[..end], lines.Count - end);
        var text = new StringBuilder(folded ? Folded(kept) : string.Join('\n', kept));
        if (kept.Count > 0 && chomp != '-') text.Append('\n');
        if (chomp == '+') text.Append('\n', trailing);
        return text.ToString();
    }

    /// <summary>True when a name and a colon stand here: the beginning of an entry.</summary>
    public static bool LooksLikeKey(YamlCursor cursor)
    {
        var (text, at) = (cursor.Text, cursor.At);
        if (at < text.Length && text[at] is '"' or '\'')
        {
            var quote = text[at++];
            while (at < text.Length && text[at] != '\n' && text[at] != quote) at += text[at] == '\\' && quote == '"' ? 2 : 1;
            if (at >= text.Length || text[at] != quote) return false;
            for (at++; at < text.Length && text[at] is ' ' or '\t';) at++;
            return at < text.Length && text[at] == ':' && (at + 1 == text.Length || YamlCursor.Separates(text[at + 1]));
        }
        for (; at < text.Length && text[at] != '\n'; at++)
        {
            if (text[at] == '#' && at > cursor.At && text[at - 1] is ' ' or '\t') return false;
            if (text[at] == ':' && (at + 1 == text.Length || YamlCursor.Separates(text[at + 1]))) return true;
        }
        return false;
    }

    private static string PlainLine(YamlCursor cursor, bool flow)
    {
        var start = cursor.At;
        while (!cursor.Ends && cursor.Here != '\n')
        {
            if (cursor.Here == ':' && (YamlCursor.Separates(cursor.Peek(1)) || (flow && cursor.Peek(1) is ',' or '[' or ']' or '{' or '}'))) break;
            if (cursor.Here == '#' && cursor.At > start && cursor.Text[cursor.At - 1] is ' ' or '\t') break;
            if (flow && cursor.Here is ',' or '[' or ']' or '{' or '}') break;
            cursor.Advance();
        }
        return cursor.Text[start..cursor.At].TrimEnd(' ', '\t');
    }

    /// <summary>A line end inside quotes is a blank, n empty lines are n line ends.</summary>
    private static void Fold(YamlCursor cursor, StringBuilder text)
    {
        while (text.Length > 0 && text[^1] is ' ' or '\t') text.Length--;
        var ends = 0;
        while (cursor.Here == '\n')
        {
            ends++;
            cursor.Advance();
            cursor.SkipBlanks();
        }
        text.Append(ends == 1 ? " " : new string('\n', ends - 1));
    }

    private static void Escape(YamlCursor cursor, StringBuilder text)
    {
        var letter = cursor.Peek(1);
        if (letter == '\n')
        {
            cursor.Advance(2);
            cursor.SkipBlanks();
            return;
        }
        if (letter is 'x' or 'u' or 'U')
        {
            var digits = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
            var from = cursor.At + 2;
            if (from + digits > cursor.Text.Length || !uint.TryParse(cursor.Text.AsSpan(from, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code > 0x10FFFF)
                throw cursor.Error($"read {cursor.Shown()}, expected {digits} hexadecimal digits after \\{letter}");
            // Half a surrogate pair is how JSON writes rarer letters: the other half follows.
            if (code is >= 0xD800 and < 0xE000) text.Append((char)code);
            else text.Append(char.ConvertFromUtf32((int)code));
            cursor.Advance(2 + digits);
            return;
        }
        const string Names = "0abtnvfre \"/\\N_LP\t";
        const string Letters = "\0\a\b\t\n\v\f\r\u001B \"/\\\u0085\u00A0\u2028\u2029\t";
        var found = Names.IndexOf(letter, StringComparison.Ordinal);
        if (found < 0) throw cursor.Error($"read {cursor.Shown()}, expected an escape such as \\n, \\t, \\\" or \\u00E9");
        text.Append(Letters[found]);
        cursor.Advance(2);
    }

    private static List<string> BlockLines(YamlCursor cursor, int indent, int parent)
    {
        var lines = new List<string>();
        while (!cursor.Ends)
        {
            if (cursor.AtMarker) break;
            var start = cursor.At;
            var end = cursor.Text.IndexOf('\n', start);
            if (end < 0) end = cursor.Text.Length;
            var line = cursor.Text.AsSpan(start, end - start);
            var blanks = line.IndexOfAnyExcept(' ');
            if (blanks >= 0)
            {
                if (indent < 0)
                {
                    if (blanks <= parent) break;
                    indent = blanks;
                }
                if (blanks < indent)
                {
                    if (blanks > parent && line[blanks] != '#')
                    {
                        cursor.Advance(blanks);
                        throw cursor.Error($"is indented by {blanks}, expected {indent} as the text's first line");
                    }
                    break;
                }
                lines.Add(line[indent..].ToString());
            }
            else lines.Add(indent >= 0 && line.Length > indent ? line[indent..].ToString() : "");
            cursor.Advance(end - start + 1);
        }
        return lines;
    }

    private static string Folded(List<string> lines)
    {
        var text = new StringBuilder();
        var ends = 0;
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0) ends++;
            if (lines[i].Length == 0) continue;
            var deeper = lines[i][0] is ' ' or '\t';
            var before = i - 1;
            while (before >= 0 && lines[before].Length == 0) before--;
            var plain = before >= 0 && !deeper && lines[before][0] is not (' ' or '\t');
            text.Append(!plain ? new string('\n', ends) : ends == 1 ? " " : new string('\n', ends - 1)).Append(lines[i]);
            ends = 0;
        }
        return text.ToString();
    }
}
