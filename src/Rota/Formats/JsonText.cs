using System.Text.Json;

namespace Rota.Formats;

/// <summary>
/// One or more JSON values (JSON lines) that remember where they stand, so that every fault has a line and a column. Twenty bytes a token, no object and no string
/// until one is asked for.
/// </summary>
internal sealed class JsonText
{
    private readonly List<Token> tokens = [];

    /// <summary>Reads every value of the text.</summary>
    /// <exception cref="InputException">It is not JSON; at line and column.</exception>
    public JsonText(TextInput input)
    {
        Input = input;
        var reader = new Utf8JsonReader(input.Text, new JsonReaderOptions { AllowMultipleValues = true });
        var open = new Stack<int>();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
                {
                    var begin = open.Pop();
                    tokens[begin] = tokens[begin] with { Next = tokens.Count };
                    continue;
                }
                if (reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject) open.Push(tokens.Count);
                var start = (int)reader.TokenStartIndex;
                // The reader has consumed the colon after a name; the closing quote ends what counts.
                var length = reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String ? reader.ValueSpan.Length + 2 : reader.ValueSpan.Length;
                if (reader.ValueIsEscaped) CheckEscapes(ref reader, input);
                tokens.Add(new(reader.TokenType, start, length, tokens.Count + 1));
            }
        }
        catch (JsonException fault)
        {
            throw new InputException(
                input.Name, (int)(fault.LineNumber ?? 0) + 1, (int)(fault.BytePositionInLine ?? 0) + 1, "is not JSON: " + Reason(fault.Message));
        }
    }

    /// <summary>The text.</summary>
    public TextInput Input { get; }

    /// <summary>The values side by side at the top.</summary>
    public JsonItems Values => new(this, 0, tokens.Count);

    /// <summary>A token by its number.</summary>
    public Token this[int index] => tokens[index];

    /// <summary>Half a surrogate pair passes the reader, and is found only when somebody wants the text.</summary>
    private static void CheckEscapes(ref Utf8JsonReader reader, TextInput input)
    {
        try
        {
            _ = reader.GetString();
        }
        catch (InvalidOperationException)
        {
            var start = (int)reader.TokenStartIndex;
            var line = input.Text[..start].LastIndexOf((byte)'\n') + 1;
            throw new InputException(input.Name, input.LineOf(start), start - line + 1, $"read {FieldNumber.Quote(reader.ValueSpan)}, expected proper Unicode");
        }
    }

    /// <summary>The reader's message without the place that it repeats, and shortened: it may quote the rest of the text.</summary>
    private static string Reason(string message)
    {
        var end = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var reason = (end < 0 ? message : message[..end]).ReplaceLineEndings(" ");
        return reason.Length <= 160 ? reason : $"{reason[..60]} ... {reason[^60..]}";
    }

    /// <summary>Kind, place in the text, and the number of the token after this value.</summary>
    public readonly record struct Token(JsonTokenType Kind, int Start, int Length, int Next);
}
