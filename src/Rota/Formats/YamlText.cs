using System.Collections.Immutable;

namespace Rota.Formats;

/// <summary>
/// YAML as people write it (and so JSON, which is YAML): several documents, blocks and flow, all five kinds of scalars, anchors, aliases, merge keys. Strict
/// where other readers guess: tabs never indent, names come once, only <c>true</c> and <c>false</c> are truths, and tags of programming languages are refused.
/// </summary>
public static class YamlText
{
    /// <summary>The documents of a text, in order; empty ones count when they are marked by <c>---</c>.</summary>
    /// <exception cref="InputException">It is not YAML; at line and column.</exception>
    public static ImmutableArray<YamlValue> Read(TextInput input) => new YamlParser(new(input)).Documents();

    /// <summary>The one document of a text.</summary>
    /// <exception cref="InputException">It is not YAML, or of several documents.</exception>
    public static YamlValue ReadOne(TextInput input)
    {
        var documents = Read(input);
        if (documents.Length > 1) throw documents[1].Error($"a second document begins here, expected one in {input.Name}");
        return documents.Length == 1 ? documents[0] : throw new InputException(input.Name, "holds no document");
    }

    /// <summary>The first document if it is a mapping; null when it is not, or the text is not YAML. For telling formats apart.</summary>
    public static YamlValue? FirstMap(TextInput input)
    {
        try
        {
            return Read(input) is [{ Kind: YamlKind.Map } first, ..] ? first : null;
        }
        catch (InputException)
        {
            return null;
        }
    }
}
