using System.Collections.Immutable;

namespace Rota.Formats;

/// <summary>Reads YAML nodes by recursive descent; columns are counted from 0 here, and shown from 1.</summary>
internal sealed class YamlParser(YamlCursor cursor)
{
    private const int Deepest = 200;
    private readonly Dictionary<string, YamlValue> anchors = [];
    private int depth;

    public ImmutableArray<YamlValue> Documents()
    {
        var documents = ImmutableArray.CreateBuilder<YamlValue>();
        var marked = false;
        while (true)
        {
            cursor.SkipToContent();
            if (cursor.Ends) break;
            while (cursor.Column == 0 && cursor.Here == '%') Directive();
            if (cursor.AtMarker)
            {
                var begins = cursor.Here == '-';
                if (begins && marked) documents.Add(Null(cursor.Line, cursor.Column));
                marked = begins;
                cursor.Advance(3);
                if (!begins) continue;
                cursor.SkipBlanks();
                if (cursor.Here is '\n' or '#') continue;
            }
            anchors.Clear();
            documents.Add(Block(-1, inline: true));
            marked = false;
            cursor.SkipToContent();
            if (!cursor.Ends && !cursor.AtMarker) throw cursor.Error($"read {cursor.Shown()}, expected the end of the document");
        }
        if (marked) documents.Add(Null(cursor.Line, 0));
        return documents.ToImmutable();
    }

    private void Directive()
    {
        if (!cursor.Is("%YAML ") && !cursor.Is("%TAG ")) throw cursor.Error($"read {cursor.Shown()}, expected %YAML 1.2");
        while (!cursor.Ends && cursor.Here != '\n') cursor.Advance();
        cursor.SkipToContent();
    }

    /// <summary>A node below a parent that stands in a column.</summary>
    /// <param name="parent">The column; deeper ones belong to the node.</param>
    /// <param name="inline">A mapping or a list may begin on the line stood on.</param>
    /// <param name="sameColumn">A list may begin in the parent's own column, as below a name.</param>
    private YamlValue Block(int parent, bool inline, bool sameColumn = false)
    {
        var (line, column) = (cursor.Line, cursor.Column);
        var fresh = cursor.SkipToContent();
        var list = cursor.Here == '-' && YamlCursor.Separates(cursor.Peek(1));
        if (Outside(parent, fresh, list && sameColumn)) return Null(line, column);
        var (anchor, tag) = Properties(ref fresh);
        list = cursor.Here == '-' && YamlCursor.Separates(cursor.Peek(1));
        if (Outside(parent, fresh, list && sameColumn)) return Named(anchor, tag == "!!str" ? Scalar(line, column, "", true) : Null(line, column));
        if (++depth > Deepest) throw cursor.Error($"is nested more than {Deepest} deep");
        var value = Content(parent, fresh || inline, list);
        depth--;
        if (tag == "!!str" && value.Kind == YamlKind.Null) value = Scalar(value.Line, value.Column - 1, "", true);
        else if (tag == "!!str" && value.Kind == YamlKind.Scalar) value = Scalar(value.Line, value.Column - 1, value.Text, true);
        return Named(anchor, value);
    }

    private bool Outside(int parent, bool fresh, bool listHere) =>
        cursor.Ends || cursor.AtMarker || (fresh && (listHere ? cursor.Column < parent : cursor.Column <= parent));

    private YamlValue Content(int parent, bool mayNest, bool list)
    {
        var (line, column) = (cursor.Line, cursor.Column);
        if (list) return mayNest ? List(column) : throw cursor.Error("a list begins behind a name, expected it on a line of its own");
        switch (cursor.Here)
        {
            case '|' or '>':
                return Scalar(line, column, YamlScalars.Block(cursor, parent), true);
            case '[' or '{':
                var flow = Flow();
                cursor.SkipBlanks();
                return cursor.Here == ':' ? throw cursor.Error("a list or a mapping as a name, expected a text") : flow;
            case '*':
                return Alias();
            case '?' when YamlCursor.Separates(cursor.Peek(1)):
                throw cursor.Error("names behind '?' are not read, expected name: value");
            case '@' or '`' or '%' or ',' or ']' or '}':
                throw cursor.Error($"read {cursor.Shown()}, expected a value; a text that begins like this wants quotes");
        }
        if (YamlScalars.LooksLikeKey(cursor))
        {
            return mayNest ? Map(column) : throw cursor.Error($"read {cursor.Shown()}, expected one value; a text with ': ' wants quotes");
        }
        return cursor.Here is '"' or '\'' ? Scalar(line, column, YamlScalars.Quoted(cursor), true) : Plain(line, column, YamlScalars.Plain(cursor, parent, flow: false, key: false));
    }

    private YamlValue List(int column)
    {
        var line = cursor.Line;
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        while (cursor.Here == '-' && YamlCursor.Separates(cursor.Peek(1)) && cursor.Column == column && !cursor.AtMarker)
        {
            cursor.Advance();
            items.Add(Block(column, inline: true));
            EndEntry(column, "an item");
        }
        return new(cursor.File, YamlKind.List, line, column + 1, "", false, items.ToImmutable(), []);
    }

    private YamlValue Map(int column)
    {
        var line = cursor.Line;
        var entries = new List<YamlEntry>();
        var merged = new List<YamlValue>();
        while (!cursor.Ends && cursor.Column == column && !cursor.AtMarker)
        {
            if (cursor.Here == '-' && YamlCursor.Separates(cursor.Peek(1))) break;
            if (!YamlScalars.LooksLikeKey(cursor)) throw cursor.Error($"read {cursor.Shown()}, expected name: value");
            var key = Key(flow: false);
            cursor.SkipBlanks();
            cursor.Advance();
            var value = Block(column, inline: false, sameColumn: true);
            Add(entries, merged, key, value);
            EndEntry(column, "a name");
        }
        return Finish(line, column, entries, merged);
    }

    /// <summary>Goes to the next entry; what stands too deep, or behind the value on its line, is an error.</summary>
    private void EndEntry(int column, string what)
    {
        var fresh = cursor.SkipToContent();
        if (cursor.Ends) return;
        if (!fresh) throw cursor.Error($"read {cursor.Shown()}, expected the end of the line");
        if (cursor.Column > column) throw cursor.Error($"is indented by {cursor.Column}, expected {what} at {column} or less");
    }

    private YamlValue Key(bool flow)
    {
        var (line, column) = (cursor.Line, cursor.Column);
        if (cursor.Here is '&' or '*' or '!') throw cursor.Error($"read {cursor.Shown()}, expected a name without anchor, alias or tag");
        return cursor.Here is '"' or '\'' ? Scalar(line, column, YamlScalars.Quoted(cursor), true) : Scalar(line, column, YamlScalars.Plain(cursor, -1, flow, key: true), false);
    }

    private static void Add(List<YamlEntry> entries, List<YamlValue> merged, YamlValue key, YamlValue value)
    {
        if (key is { Text: "<<", IsText: false })
        {
            foreach (var source in value.Kind == YamlKind.List ? value.List : [value])
                merged.Add(source.Kind == YamlKind.Map ? source : throw source.Error("read no mapping behind '<<', expected one, or a list of them"));
            return;
        }
        foreach (var entry in entries)
            if (entry.Key.Text == key.Text) throw key.Error($"'{key.Text}' comes twice, first in line {entry.Key.Line}");
        entries.Add(new(key, value));
    }

    private YamlValue Finish(int line, int column, List<YamlEntry> entries, List<YamlValue> merged)
    {
        foreach (var source in merged)
            foreach (var entry in source.Entries)
                if (!entries.Exists(own => own.Key.Text == entry.Key.Text)) entries.Add(entry);
        return new(cursor.File, YamlKind.Map, line, column + 1, "", false, [], [.. entries]);
    }

    private YamlValue Flow()
    {
        if (++depth > Deepest) throw cursor.Error($"is nested more than {Deepest} deep");
        var value = cursor.Here == '[' ? FlowList() : FlowMap();
        depth--;
        return value;
    }

    private YamlValue FlowList()
    {
        var (line, column) = (cursor.Line, cursor.Column);
        var items = ImmutableArray.CreateBuilder<YamlValue>();
        cursor.Advance();
        while (!Closes(']', line, column))
        {
            var (itemLine, itemColumn) = (cursor.Line, cursor.Column);
            var item = FlowValue();
            cursor.SkipToContent(flow: true);
            if (cursor.Here == ':')
            {
                cursor.Advance();
                cursor.SkipToContent(flow: true);
                item = new(cursor.File, YamlKind.Map, itemLine, itemColumn + 1, "", false, [], [new(item, FlowValue())]);
            }
            items.Add(item);
            Separate(']');
        }
        return new(cursor.File, YamlKind.List, line, column + 1, "", false, items.ToImmutable(), []);
    }

    private YamlValue FlowMap()
    {
        var (line, column) = (cursor.Line, cursor.Column);
        var entries = new List<YamlEntry>();
        var merged = new List<YamlValue>();
        cursor.Advance();
        while (!Closes('}', line, column))
        {
            if (cursor.Here is ',' or ':' or '[' or '{') throw cursor.Error($"read {cursor.Shown()}, expected a name");
            var key = Key(flow: true);
            cursor.SkipToContent(flow: true);
            var value = Null(cursor.Line, cursor.Column);
            if (cursor.Here == ':')
            {
                cursor.Advance();
                cursor.SkipToContent(flow: true);
                value = FlowValue();
            }
            Add(entries, merged, key, value);
            Separate('}');
        }
        return Finish(line, column, entries, merged);
    }

    private YamlValue FlowValue()
    {
        var unused = false;
        var (anchor, tag) = Properties(ref unused, flow: true);
        var (line, column) = (cursor.Line, cursor.Column);
        var value = cursor.Here switch
        {
            '[' or '{' => Flow(),
            '*' => Alias(),
            '"' or '\'' => Scalar(line, column, YamlScalars.Quoted(cursor), true),
            ',' or ']' or '}' => Null(line, column),
            '@' or '`' or '%' or '|' or '>' => throw cursor.Error($"read {cursor.Shown()}, expected a value; a text that begins like this wants quotes"),
            _ => Plain(line, column, YamlScalars.Plain(cursor, -1, flow: true, key: false)),
        };
        if (tag == "!!str" && value.Kind is YamlKind.Scalar or YamlKind.Null) value = Scalar(line, column, value.Text, true);
        return Named(anchor, value);
    }

    private bool Closes(char close, int line, int column)
    {
        cursor.SkipToContent(flow: true);
        if (cursor.Ends || cursor.AtMarker) throw new InputException(cursor.File, line, column + 1, $"'{(close == ']' ? '[' : '{')}' is never closed");
        if (cursor.Here == ',') throw cursor.Error($"read ',', expected a value or '{close}'");
        if (cursor.Here != close) return cursor.Here is ']' or '}' ? throw cursor.Error($"read '{cursor.Here}', expected '{close}'") : false;
        cursor.Advance();
        return true;
    }

    private void Separate(char close)
    {
        cursor.SkipToContent(flow: true);
        if (cursor.Here == ',') cursor.Advance();
        else if (!cursor.Ends && cursor.Here != close) throw cursor.Error($"read {cursor.Shown()}, expected ',' or '{close}'");
    }

    private (string? Anchor, string? Tag) Properties(ref bool fresh, bool flow = false)
    {
        var (anchor, tag) = ((string?)null, (string?)null);
        while (cursor.Here is '&' or '!')
        {
            var isAnchor = cursor.Here == '&';
            if ((isAnchor ? anchor : tag) is not null) throw cursor.Error($"read {cursor.Shown()}, expected one {(isAnchor ? "anchor" : "tag")}");
            var column = cursor.Column;
            var word = Word(flow);
            if (isAnchor) anchor = word[1..];
            else tag = word is "!!str" or "!!int" or "!!float" or "!!bool" or "!!null" or "!!map" or "!!seq" or "!"
                ? word == "!" ? "!!str" : word
                : throw new InputException(cursor.File, cursor.Line, column + 1, $"the tag {word} is not read, expected a plain value");
            fresh |= cursor.SkipToContent(flow);
        }
        return (anchor, tag);
    }

    private string Word(bool flow)
    {
        var start = cursor.At;
        while (!YamlCursor.Separates(cursor.Here) && !(flow && cursor.Here is ',' or '[' or ']' or '{' or '}')) cursor.Advance();
        return cursor.Text[start..cursor.At];
    }

    private YamlValue Alias()
    {
        var (line, column) = (cursor.Line, cursor.Column);
        var name = Word(flow: true)[1..];
        return anchors.TryGetValue(name, out var value)
            ? value
            : throw new InputException(cursor.File, line, column + 1, $"no anchor '&{name}' stands before this alias{Nearest.Hint(name, anchors.Keys)}");
    }

    private YamlValue Named(string? anchor, YamlValue value)
    {
        if (anchor is not null) anchors[anchor] = value;
        return value;
    }

    private YamlValue Plain(int line, int column, string text) => text is "" or "~" or "null" or "Null" or "NULL" ? Null(line, column) : Scalar(line, column, text, false);

    private YamlValue Scalar(int line, int column, string text, bool isText) => new(cursor.File, YamlKind.Scalar, line, column + 1, text, isText, [], []);

    private YamlValue Null(int line, int column) => new(cursor.File, YamlKind.Null, line, column + 1, "", false, [], []);
}
