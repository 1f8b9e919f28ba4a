using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Rota.Learning.Files;

/// <summary>
/// The safetensors format: eight bytes of header length, a JSON header, raw little-endian numbers. Other languages read what this writes. Numbers are 32-bit
/// here; halves, bfloats and doubles are converted when read. <see cref="SafetensorsReader"/> says what is rejected.
/// </summary>
public static class Safetensors
{
    /// <summary>The file's bytes: metadata first, then tensors in the order given; same content, same bytes.</summary>
    /// <exception cref="ArgumentException">A name twice, empty or reserved, or numbers that do not fill the shape.</exception>
    public static byte[] ToBytes(TensorFile file)
    {
        var header = new ArrayBufferWriter<byte>();
        long length = 0;
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            if (!file.Metadata.IsDefaultOrEmpty)
            {
                json.WriteStartObject(Metadata);
                foreach (var (key, value) in file.Metadata) json.WriteString(key, value);
                json.WriteEndObject();
            }
            var names = new HashSet<string>();
            foreach (var tensor in file.Tensors)
            {
                if (tensor.Name.Length == 0 || tensor.Name == Metadata || !names.Add(tensor.Name))
                    throw new ArgumentException($"'{tensor.Name}' is no name for a tensor: empty, reserved or twice", nameof(file));
                if (tensor.Shape.Aggregate(1L, (product, extent) => product * extent) != tensor.Values.Length)
                    throw new ArgumentException($"the tensor '{tensor.Name}' has {tensor.Values.Length} numbers, its shape says otherwise", nameof(file));
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (var extent in tensor.Shape) json.WriteNumberValue(extent);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(length);
                length += sizeof(float) * (long)tensor.Values.Length;
                json.WriteNumberValue(length);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        // Numbers begin at a multiple of eight; the format fills the header up with spaces.
        var headerLength = (header.WrittenCount + 7) / 8 * 8;
        var bytes = new byte[8 + headerLength + length];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, headerLength);
        bytes.AsSpan(8, headerLength).Fill((byte)' ');
        header.WrittenSpan.CopyTo(bytes.AsSpan(8));
        var at = 8 + headerLength;
        foreach (var tensor in file.Tensors)
        {
            Put(tensor.Values, bytes.AsSpan(at));
            at += sizeof(float) * tensor.Values.Length;
        }
        return bytes;
    }

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="name">The file's name, for errors.</param>
    /// <exception cref="Formats.InputException">It is no such file.</exception>
    public static TensorFile Read(ReadOnlySpan<byte> bytes, string name) => new SafetensorsReader(name).Read(bytes);

    /// <summary>Reads a file.</summary>
    /// <exception cref="Formats.InputException">It cannot be read, or is no such file.</exception>
    public static TensorFile Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new Formats.InputException(path, $"cannot be read: {e.Message}");
        }
        return Read(bytes, path);
    }

    /// <summary>Writes a file: whole under another name first, then renamed, so that a crash leaves the old file or the new one.</summary>
    /// <exception cref="RotaException">It cannot be written.</exception>
    public static void Write(string path, TensorFile file)
    {
        var bytes = ToBytes(file);
        var temporary = path + ".part";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RotaException($"{path} cannot be written: {e.Message}", e);
        }
    }

    internal const string Metadata = "__metadata__";

    private static void Put(ReadOnlySpan<float> values, Span<byte> into)
    {
        if (BitConverter.IsLittleEndian) MemoryMarshal.AsBytes(values).CopyTo(into);
        else
            for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(into[(4 * i)..], values[i]);
    }
}
