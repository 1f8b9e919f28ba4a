using Rota.Formats;

namespace Rota.Shop.Transfer.Formats;

/// <summary>Lines as JSON or YAML (one reader takes both); times in seconds. Transport shops of JobShopLab's YAML and JSON lines are read as lines, too.</summary>
public static class LineFiles
{
    /// <summary>True when a text's content is a line or a shop with vehicles.</summary>
    public static bool Recognises(TextInput input)
    {
        if (TransportShops.Recognises(input)) return true;
        return YamlText.FirstMap(input) is { } map && (LabCells.Recognises(map) || IsLine(map));
    }

    /// <summary>True when a file's content is; false for what cannot be read at all, or is larger than such a file ever is.</summary>
    public static bool Recognises(string path)
    {
        const long Most = 4 << 20;
        try
        {
            return new FileInfo(path) is { Exists: true, Length: < Most } && Recognises(TextInput.Open(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InputException)
        {
            return false;
        }
    }

    /// <summary>Reads a line. Of several shops in a file the first, or the one of a name.</summary>
    /// <exception cref="RotaException">It cannot be read, is of no known format, or breaks a rule.</exception>
    public static TransferLine Read(TextInput input, string? name = null)
    {
        if (TransportShops.Recognises(input))
        {
            var shops = TransportShops.Read(input);
            return (name is null ? shops[0] : InstanceNames.Select(shops, shop => shop.Name, name, input.Name)).ToLine(1000);
        }
        var root = YamlText.ReadOne(input);
        if (LabCells.Recognises(root)) return LabCells.Read(input).Line;
        if (!IsLine(root)) throw new InputException(input.Name, 1, 0, "is no line, expected stations, robots and recipes, or a shop with vehicles");
        try
        {
            return LineReader.Read(root, InstanceNames.OfFile(input.Name, "line"));
        }
        catch (RotaException e) when (e is not InputException)
        {
            throw new InputException(input.Name, e.Message);
        }
    }

    /// <summary>Writes a line as JSON that <see cref="Read"/> takes.</summary>
    public static void Write(TransferLine line, TextWriter output) => LineWriter.Write(line, output);

    private static bool IsLine(YamlValue map) => map.Find("stations") is not null && map.Find("robots") is not null;
}
