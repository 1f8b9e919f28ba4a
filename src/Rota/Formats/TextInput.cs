using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Rota.Formats;

/// <summary>
/// A text as a reader of formats wants it: whole in memory, proper UTF-8 without a byte order mark, unpacked when it was gzip (told by its first bytes, never
/// by its name), and surely text. Everything else is refused with one line that says why. For one thread at a time.
/// </summary>
public sealed class TextInput
{
    /// <summary>Most bytes of a text, unpacked, unless the caller says otherwise: 1 GiB.</summary>
    public const long DefaultMaxBytes = 1L << 30;

    private static readonly byte[] MemberStart = [0x1F, 0x8B, 0x08];

    private static readonly SearchValues<byte> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Where(b => b is not ('\t' or '\n' or '\r' or '\f')).Select(b => (byte)b), 127]);

    private readonly ReadOnlyMemory<byte> text;
    private NumberTable? numbers;
    private JsonText? json;
    private int lastOffset;
    private int lastLine = 1;

    private TextInput(string name, ReadOnlyMemory<byte> text)
    {
        Name = name;
        this.text = text;
    }

    /// <summary>The path as the user gave it; "-" is standard input.</summary>
    public string Name { get; }

    /// <summary>The text as UTF-8.</summary>
    public ReadOnlySpan<byte> Text => text.Span;

    /// <summary>The text line by line as whole numbers; made on first use and kept.</summary>
    internal NumberTable Numbers => numbers ??= new NumberTable(this);

    /// <summary>The text as JSON values; made on first use and kept.</summary>
    /// <exception cref="InputException">It is not JSON.</exception>
    internal JsonText Json => json ??= new JsonText(this);

    /// <summary>True when the text begins like a JSON object or list.</summary>
    internal bool LooksLikeJson => Text.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    /// <summary>Reads a file, or standard input when <paramref name="path"/> is "-".</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="maxBytes">Most bytes of the unpacked text.</param>
    /// <exception cref="InputException">Missing, a directory, unreadable, empty, not text, or too large.</exception>
    public static TextInput Open(string path, long maxBytes = DefaultMaxBytes)
    {
        if (path.Length == 0) throw new InputException("''", "an empty path, expected the path of a file");
        if (path == "-") return Read(Console.OpenStandardInput(), path, maxBytes);
        if (Directory.Exists(path)) throw new InputException(path, "is a directory, expected a file");
        try
        {
            using var file = File.OpenRead(path);
            return Read(file, path, maxBytes);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException(path, "no such file" + NearestFile(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(path, "cannot be read: " + e.Message.ReplaceLineEndings(" "));
        }
    }

    /// <summary>
    /// The first megabyte of a file up to a line's end, unpacked, to tell its format without reading the rest; a smaller file whole. Null for what is no file, cannot be read, or is no text.
    /// </summary>
    public static TextInput? Head(string path)
    {
        const int HeadBytes = 1 << 20;
        if (!File.Exists(path)) return null;
        var head = new byte[HeadBytes];
        try
        {
            using var file = File.OpenRead(path);
            var packed = file.ReadByte() == MemberStart[0] && file.ReadByte() == MemberStart[1];
            file.Position = 0;
            using Stream text = packed ? new GZipStream(file, CompressionMode.Decompress) : file;
            var length = text.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
            // A line that was cut off is no witness.
            if (length == HeadBytes) length = head.AsSpan().LastIndexOf((byte)'\n') + 1;
            return length > 0 ? OfBytes(head.AsMemory(0, length), path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or InputException)
        {
            return null;
        }
    }

    /// <summary>A fault of the text as a whole, at its first word or JSON value.</summary>
    /// <param name="expected">What was expected instead.</param>
    public InputException AtStart(string expected)
    {
        if (LooksLikeJson)
            foreach (var value in Json.Values)
                return value.Error($"{(value.Kind == JsonTokenType.StartObject && value.Find("answer") is not null && value.Find("status") is not null ? "is a result of rota, " : "")}{expected}");
        var start = 0;
        while (start < Text.Length && Text[start] <= ' ') start++;
        if (start == Text.Length) return new(Name, "is empty, " + expected);
        var word = Text[start..];
        var end = word.IndexOfAny(" \t\r\n"u8);
        return new(Name, LineOf(start), 1, $"read {FieldNumber.Quote(end < 0 ? word : word[..end])}, {expected}");
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">Text or gzip; not closed.</param>
    /// <param name="name">How errors call it.</param>
    /// <param name="maxBytes">Most bytes of the unpacked text.</param>
    /// <exception cref="InputException">Empty, not text, damaged gzip, or too large.</exception>
    public static TextInput Read(Stream stream, string name, long maxBytes = DefaultMaxBytes)
    {
        var bytes = ReadAll(stream, name, maxBytes);
        if (bytes.Span is [0x1F, 0x8B, ..])
        {
            if (bytes.Length < 18) throw Damaged(name);
            try
            {
                using var packed = new MemoryStream(bytes.ToArray(), writable: false);
                using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
                var text = ReadAll(unpacked, name, maxBytes);
                // The stream unpacks some cut-off files without complaint; the length written at the end of the file gives them away. Members
                // packed one after another count only the last of them there.
                var announced = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[^4..]);
                if (announced != text.Length && bytes.Span[1..].IndexOf(MemberStart) < 0) throw Damaged(name);
                bytes = text;
            }
            catch (InvalidDataException)
            {
                throw Damaged(name);
            }
        }
        return new TextInput(name, Checked(bytes, name));
    }

    /// <summary>Reads a text reader to its end.</summary>
    /// <exception cref="InputException">Empty, or not text.</exception>
    public static TextInput Read(TextReader reader, string name) => OfText(reader.ReadToEnd(), name);

    /// <summary>A text that is in memory already.</summary>
    /// <exception cref="InputException">Empty, or not text.</exception>
    public static TextInput OfText(string text, string name) => new(name, Checked(Encoding.UTF8.GetBytes(text), name));

    /// <summary>A text that is in memory already, as UTF-8; checked like a file.</summary>
    /// <exception cref="InputException">Empty, or not text.</exception>
    public static TextInput OfBytes(ReadOnlyMemory<byte> text, string name) => new(name, Checked(text, name));

    /// <summary>The line of a byte of the text, from 1.</summary>
    public int LineOf(int offset)
    {
        // Asked for in order of the text as a rule: counting goes on from the last place.
        if (offset < lastOffset) (lastOffset, lastLine) = (0, 1);
        lastLine += text.Span[lastOffset..offset].Count((byte)'\n');
        lastOffset = offset;
        return lastLine;
    }

    private static ReadOnlyMemory<byte> ReadAll(Stream stream, string name, long maxBytes)
    {
        maxBytes = Math.Min(maxBytes, Array.MaxLength - 1);
        var expected = stream.CanSeek ? stream.Length - stream.Position : 0;
        if (expected > maxBytes) throw TooLarge(name, maxBytes);
        var buffer = new byte[Math.Max(expected + 1, 16 * 1024)];
        var length = 0;
        while (true)
        {
            var read = stream.Read(buffer, length, buffer.Length - length);
            if (read == 0) return buffer.AsMemory(0, length);
            // An endless device is told by its first bytes, not after a gigabyte.
            if (length == 0 && buffer[0] != MemberStart[0] && buffer.AsSpan(0, read).Contains((byte)0)) return buffer.AsMemory(0, read);
            length += read;
            if (length > maxBytes) throw TooLarge(name, maxBytes);
            if (length == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, maxBytes + 1));
        }
    }

    private static ReadOnlyMemory<byte> Checked(ReadOnlyMemory<byte> text, string name)
    {
        if (text.Span is [0xEF, 0xBB, 0xBF, ..]) text = text[3..];
        if (text.Span is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..]) throw new InputException(name, "is UTF-16, expected UTF-8 text");
        // The end-of-file mark of old systems, still found at the end of classic files.
        if (text.Span is [.., 0x1A]) text = text[..^1];
        var span = text.Span;
        if (span.IndexOfAny(Controls) is var control and >= 0)
            throw new InputException(name, $"is binary (byte 0x{span[control]:X2} at offset {control}), expected text");
        if (!Utf8.IsValid(span))
        {
            var valid = ValidPrefix(span);
            throw new InputException(name, 1 + span[..valid].Count((byte)'\n'), 0, $"is not UTF-8 (byte 0x{span[valid]:X2} at offset {valid}), expected UTF-8 text");
        }
        if (span.IndexOfAnyExcept(" \t\r\n\f"u8) < 0) throw new InputException(name, "is empty");
        return text;
    }

    private static int ValidPrefix(ReadOnlySpan<byte> span)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(span[at..], out _, out var used) == OperationStatus.Done) at += used;
        return at;
    }

    private static string NearestFile(string path)
    {
        var folder = Path.GetDirectoryName(path) is { Length: > 0 } given ? given : ".";
        if (!Directory.Exists(folder)) return "";
        try
        {
            var names = Directory.EnumerateFiles(folder).Take(10_000).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);
            return Nearest.Hint(Path.GetFileName(path), names);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static InputException Damaged(string name) => new(name, "its gzip content is damaged or cut off");

    private static InputException TooLarge(string name, long maxBytes) => new(name, $"is larger than {maxBytes} bytes of text, the most that is read");
}
