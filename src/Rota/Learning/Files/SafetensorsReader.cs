using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Learning.Files;

/// <summary>
/// Reads safetensors and trusts nothing: rejected are headers that are too long or no JSON object, names twice, unknown types, shapes that overflow or do not
/// fit their bytes, bytes that overlap, are left out or follow the last tensor.
/// </summary>
/// <param name="file">The file's name, for errors.</param>
internal sealed class SafetensorsReader(string file)
{
    private const int LongestHeader = 100_000_000;

    public TensorFile Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 8) throw Fault($"{bytes.Length} bytes, expected a safetensors file, which begins with 8 bytes of header length");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > LongestHeader || length > (ulong)(bytes.Length - 8))
            throw Fault($"the header is said to be {length} bytes long, expected at most {Math.Min(LongestHeader, bytes.Length - 8)}: no safetensors file, or cut short");
        var data = bytes[(8 + (int)length)..];
        try
        {
            using var document = JsonDocument.Parse(bytes.Slice(8, (int)length).ToArray());
            return Read(document.RootElement, data);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second: half a surrogate pair, which the document only finds when asked for the text.
            throw Fault("the header is no JSON");
        }
    }

    private TensorFile Read(JsonElement header, ReadOnlySpan<byte> data)
    {
        if (header.ValueKind != JsonValueKind.Object) throw Fault($"the header is a JSON {header.ValueKind}, expected an object");
        var entries = new List<Entry>();
        var metadata = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var names = new HashSet<string>();
        foreach (var property in header.EnumerateObject())
        {
            if (!names.Add(property.Name)) throw Fault($"'{property.Name}' comes twice");
            if (property.Name == Safetensors.Metadata) ReadMetadata(property.Value, metadata);
            else entries.Add(ReadEntry(property.Name, property.Value));
        }
        entries.Sort((a, b) => a.Begin != b.Begin ? a.Begin.CompareTo(b.Begin) : a.End.CompareTo(b.End));
        long at = 0;
        foreach (var entry in entries)
        {
            if (entry.Begin != at) throw Fault($"the tensor '{entry.Name}' begins at byte {entry.Begin}, expected {at}, where the one before ends");
            at = entry.End;
        }
        if (at != data.Length) throw Fault($"the tensors fill {at} bytes, the file has {data.Length} after its header");
        var tensors = ImmutableArray.CreateBuilder<NamedTensor>(entries.Count);
        foreach (var entry in entries) tensors.Add(new(entry.Name, entry.Shape, Convert(entry, data[(int)entry.Begin..(int)entry.End])));
        return new(tensors.MoveToImmutable(), metadata.ToImmutable());
    }

    private void ReadMetadata(JsonElement value, ImmutableArray<KeyValuePair<string, string>>.Builder metadata)
    {
        if (value.ValueKind != JsonValueKind.Object) throw Fault($"the metadata is a JSON {value.ValueKind}, expected an object");
        var keys = new HashSet<string>();
        foreach (var word in value.EnumerateObject())
        {
            if (word.Value.ValueKind != JsonValueKind.String) throw Fault($"the metadata '{word.Name}' is a JSON {word.Value.ValueKind}, expected text");
            if (!keys.Add(word.Name)) throw Fault($"the metadata '{word.Name}' comes twice");
            metadata.Add(new(word.Name, word.Value.GetString()!));
        }
    }

    private Entry ReadEntry(string name, JsonElement value)
    {
        if (name.Length == 0) throw Fault("a tensor has no name");
        if (value.ValueKind != JsonValueKind.Object) throw Fault($"the tensor '{name}' is a JSON {value.ValueKind}, expected an object");
        var type = value.TryGetProperty("dtype", out var dtype) && dtype.ValueKind == JsonValueKind.String ? dtype.GetString()! : "";
        var size = type switch { "F64" => 8, "F32" => 4, "F16" or "BF16" => 2, _ => 0 };
        if (size == 0) throw Fault($"the tensor '{name}' is of type '{type}', expected F32, F64, F16 or BF16{Nearest.Hint(type, ["F32", "F64", "F16", "BF16"])}");
        var extents = Numbers(name, value, "shape");
        var offsets = Numbers(name, value, "data_offsets");
        if (offsets.Length != 2 || offsets[1] < offsets[0]) throw Fault($"the tensor '{name}' has no proper data_offsets, expected [begin, end]");
        Int128 bytes = size;
        foreach (var extent in extents)
        {
            bytes *= extent;
            if (extent > int.MaxValue || bytes > int.MaxValue) throw Fault($"the tensor '{name}' is too large, expected at most {int.MaxValue} bytes");
        }
        if (bytes != offsets[1] - offsets[0])
            throw Fault($"the tensor '{name}' has {offsets[1] - offsets[0]} bytes, its shape [{string.Join(", ", extents)}] of {type} needs {bytes}");
        return new(name, type, [.. extents.Select(extent => (int)extent)], offsets[0], offsets[1]);
    }

    private long[] Numbers(string name, JsonElement value, string property)
    {
        if (!value.TryGetProperty(property, out var list) || list.ValueKind != JsonValueKind.Array) throw Fault($"the tensor '{name}' has no list '{property}'");
        var numbers = new long[list.GetArrayLength()];
        if (numbers.Length > 16) throw Fault($"the tensor '{name}' has {numbers.Length} entries in its {property}, expected at most 16");
        for (var i = 0; i < numbers.Length; i++)
            if (list[i].ValueKind != JsonValueKind.Number || !list[i].TryGetInt64(out numbers[i]) || numbers[i] < 0)
                throw Fault($"the tensor '{name}' has something in its {property} that is no whole number from 0");
        return numbers;
    }

    private static float[] Convert(Entry entry, ReadOnlySpan<byte> bytes)
    {
        var size = entry.Type == "F64" ? 8 : entry.Type == "F32" ? 4 : 2;
        var values = new float[bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            var at = bytes[(i * size)..];
            values[i] = entry.Type switch
            {
                "F64" => (float)BinaryPrimitives.ReadDoubleLittleEndian(at),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(at),
                "BF16" => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(at) << 16),
                _ => BinaryPrimitives.ReadSingleLittleEndian(at),
            };
        }
        return values;
    }

    private InputException Fault(string problem) => new(file, problem);

    private sealed record Entry(string Name, string Type, ImmutableArray<int> Shape, long Begin, long End);
}
