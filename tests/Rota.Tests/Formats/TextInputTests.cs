using System.IO.Compression;
using System.Text;
using Rota.Formats;
using Xunit;

namespace Rota.Tests.Formats;

public sealed class TextInputTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("rota-text").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Reads_a_plain_file()
    {
        File.WriteAllText(At("a.txt"), "2 3\n");
        var input = TextInput.Open(At("a.txt"));
        Assert.Equal("2 3\n", Encoding.UTF8.GetString(input.Text));
        Assert.Equal(At("a.txt"), input.Name);
    }

    [Fact]
    public void Unpacks_gzip_whatever_the_name_says()
    {
        File.WriteAllBytes(At("a.txt"), Packed("2 3\n"));
        Assert.Equal("2 3\n", Encoding.UTF8.GetString(TextInput.Open(At("a.txt")).Text));
    }

    [Fact]
    public void Unpacks_gzip_of_several_members()
    {
        using var stream = new MemoryStream([.. Packed("2 3\n"), .. Packed("4 5\n")]);
        Assert.Equal("2 3\n4 5\n", Encoding.UTF8.GetString(TextInput.Read(stream, "-").Text));
    }

    [Fact]
    public void Drops_the_byte_order_mark_and_the_old_end_of_file_mark()
    {
        using var stream = new MemoryStream([0xEF, 0xBB, 0xBF, (byte)'7', 0x1A]);
        Assert.Equal("7", Encoding.UTF8.GetString(TextInput.Read(stream, "x").Text));
    }

    [Fact]
    public void A_missing_file_is_refused_and_the_nearest_named()
    {
        File.WriteAllText(At("ft06.txt"), "1");
        Assert.Equal($"{At("ft60.txt")}: no such file; did you mean 'ft06.txt'?", Refusal(() => TextInput.Open(At("ft60.txt"))));
        Assert.EndsWith("nowhere/x: no such file", Refusal(() => TextInput.Open(At("nowhere/x"))));
    }

    [Fact]
    public void A_directory_is_refused() => Assert.Equal($"{folder}: is a directory, expected a file", Refusal(() => TextInput.Open(folder)));

    [Fact]
    public void An_empty_path_is_refused() => Assert.Equal("'': an empty path, expected the path of a file", Refusal(() => TextInput.Open("")));

    [Fact]
    public void A_path_that_cannot_be_is_refused() => Assert.Contains("cannot be read", Refusal(() => TextInput.Open("a\0b")));

    [Theory]
    [InlineData(new byte[] { }, "x: is empty")]
    [InlineData(new byte[] { 32, 10, 13, 9 }, "x: is empty")]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF }, "x: is empty")]
    [InlineData(new byte[] { 49, 0, 50 }, "x: is binary (byte 0x00 at offset 1), expected text")]
    [InlineData(new byte[] { 0xFF, 0xFE, 49, 0 }, "x: is UTF-16, expected UTF-8 text")]
    [InlineData(new byte[] { 49, 10, 0xC3, 0x28 }, "x:2: is not UTF-8 (byte 0xC3 at offset 2), expected UTF-8 text")]
    [InlineData(new byte[] { 0x1F, 0x8B, 8, 0 }, "x: its gzip content is damaged or cut off")]
    public void What_is_no_text_is_refused_in_one_line(byte[] bytes, string message)
    {
        using var stream = new MemoryStream(bytes);
        Assert.Equal(message, Refusal(() => TextInput.Read(stream, "x")));
    }

    [Fact]
    public void Every_cut_of_a_gzip_file_is_refused()
    {
        var whole = Packed(string.Join('\n', Enumerable.Range(0, 500)));
        for (var length = 2; length < whole.Length; length++)
        {
            using var stream = new MemoryStream(whole[..length]);
            Assert.Equal("x: its gzip content is damaged or cut off", Refusal(() => TextInput.Read(stream, "x")));
        }
    }

    [Fact]
    public void A_text_larger_than_allowed_is_refused_even_when_it_is_packed_small()
    {
        using var packed = new MemoryStream(Packed(new string('7', 1_000_000)));
        Assert.Equal("x: is larger than 1000 bytes of text, the most that is read", Refusal(() => TextInput.Read(packed, "x", maxBytes: 1000)));
        File.WriteAllText(At("large"), new string('7', 1001));
        Assert.Contains("is larger than 1000 bytes", Refusal(() => TextInput.Open(At("large"), maxBytes: 1000)));
    }

    [Fact]
    public void An_endless_device_is_refused_at_once()
    {
        if (!File.Exists("/dev/zero")) { Assert.Skip("no such device"); return; }
        Assert.Equal("/dev/zero: is binary (byte 0x00 at offset 0), expected text", Refusal(() => TextInput.Open("/dev/zero")));
    }

    [Fact]
    public void Gzip_inside_gzip_is_binary()
    {
        using var outer = new MemoryStream();
        using (var zip = new GZipStream(outer, CompressionMode.Compress, leaveOpen: true)) zip.Write(Packed("1"));
        outer.Position = 0;
        Assert.Contains("is binary", Refusal(() => TextInput.Read(outer, "x")));
    }

    private static string Refusal(Action act) => Assert.Throws<InputException>(act).Message;

    private static byte[] Packed(string text)
    {
        using var stream = new MemoryStream();
        using (var zip = new GZipStream(stream, CompressionMode.Compress, leaveOpen: true)) zip.Write(Encoding.UTF8.GetBytes(text));
        return stream.ToArray();
    }

    private string At(string name) => Path.Combine(folder, name);
}
