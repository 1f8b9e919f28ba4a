using Rota.Formats;

namespace Rota.Projects.Formats;

/// <summary>Reads numbers one after the other wherever lines break, as files that wrap want it.</summary>
internal sealed class TokenReader(TextInput input)
{
    private readonly FieldReader reader = new(input);

    /// <summary>The line of the number read last, from 1.</summary>
    public int Line => reader.Line;

    /// <summary>The next number.</summary>
    /// <exception cref="InputException">The text ends, or it is no such number.</exception>
    public long Next(string what, long min = 0, long max = FieldNumber.Largest)
    {
        var field = Token(what);
        return FieldNumber.TryParse(field, out var value) && value >= min && value <= max ? value : throw reader.Error(FieldNumber.Explain(field, what, min, max));
    }

    /// <summary>The next number, written in brackets: [5].</summary>
    /// <exception cref="InputException">The text ends, or it is no such number.</exception>
    public long NextBracketed(string what, long min, long max)
    {
        var field = Token(what);
        return field is [(byte)'[', .., (byte)']'] && FieldNumber.TryParse(field[1..^1], out var value) && value >= min && value <= max
            ? value
            : throw reader.Error($"read {FieldNumber.Quote(field)}, expected {what} in brackets");
    }

    /// <summary>A fault at the number read last.</summary>
    public InputException Error(string problem) => reader.Error(problem);

    /// <summary>Makes sure that nothing follows.</summary>
    /// <exception cref="InputException">Something does.</exception>
    public void End(string hint = "")
    {
        if (reader.TryNext(out var field) || (reader.NextLine() && reader.TryNext(out field))) throw reader.Error($"read {FieldNumber.Quote(field)}, expected the end of the text{hint}");
    }

    private ReadOnlySpan<byte> Token(string what)
    {
        ReadOnlySpan<byte> field;
        while (!reader.TryNext(out field))
            if (!reader.NextLine()) throw new InputException(input.Name, reader.Line, 0, $"the text ends, expected {what}");
        return field;
    }
}
