using System.Text;
using Rota.Formats;
using Rota.Randomness;
using Xunit;

namespace Rota.Tests.Formats;

/// <summary>Changes files as accidents do (bits, cuts, copies, wrong numbers, lost and doubled lines) and has a reader look at each: it takes it, or refuses it in one line.</summary>
internal sealed class Mutants(ulong seed, params IReadOnlyList<string> texts)
{
    /// <summary>Names the reader reads from.</summary>
    public const string Name = "mutant";

    private static readonly string[] Numbers =
        ["0", "-1", "1", "2", "7", "99", "2147483647", "2147483648", "4294967296", "4611686018427387904", "4611686018427387905", "9223372036854775807",
         "-9223372036854775808", "99999999999999999999999", "1e9", "1e308", "1e999", "3.5", "0.0000001", "-0", "+5", "NaN", "0x10", "1,5", ""];

    private readonly byte[][] seeds = [.. texts.Select(Encoding.UTF8.GetBytes)];
    private readonly RandomStream random = new(seed);

    /// <summary>What is put in where it does not belong.</summary>
    public string[] Junk { get; init; } =
        ["\"", "{", "}", "[", "]", ",", ":", "\\", "\\ud800", "#", "+", "null", "true", "\u00e9", "\n", "\r\n", "\t", ";", "'", "\"\"", "{}", "[]", "- ", "  "];

    /// <summary>What divides fields of a line: they change places.</summary>
    public char Divider { get; init; } = ',';

    /// <summary>Bounds of a refusal's length.</summary>
    public int LongestMessage { get; init; } = 700;

    /// <summary>True when every refusal begins with the name of the file.</summary>
    public bool NamesFile { get; init; }

    /// <summary>Chance for a file to be read with other options than usual, or the like: the reader's own draws.</summary>
    public RandomStream Draws => random;

    /// <summary>Makes so many files of each text in turn, one or two changes each.</summary>
    /// <param name="files">How many.</param>
    /// <param name="read">Reads one and does with it what users do; throws <see cref="RotaException"/> to refuse it.</param>
    /// <returns>How many were read, and refused.</returns>
    public (int Read, int Refused) Run(int files, Action<TextInput, int> read)
    {
        var (taken, refused) = (0, 0);
        for (var i = 0; i < files; i++)
        {
            var bytes = Next(i);
            try
            {
                read(TextInput.OfBytes(bytes, Name), i);
                taken++;
            }
            catch (RotaException fault)
            {
                refused++;
                Assert.DoesNotContain('\n', fault.Message);
                Assert.True(fault.Message.Length >= 10 && fault.Message.Length <= LongestMessage, $"mutant {i}: {fault}");
                if (NamesFile) Assert.True(fault.Message.StartsWith(Name, StringComparison.Ordinal), $"mutant {i}: {fault.Message}\n---\n{Encoding.UTF8.GetString(bytes)}");
            }
            catch (Exception crash) when (crash is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"mutant {i}: {crash}\n---\n{Encoding.UTF8.GetString(bytes)}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{taken} read, {refused} refused");
        return (taken, refused);
    }

    /// <summary>The next file: text number i, modulo how many there are, with one or two changes.</summary>
    public byte[] Next(int i)
    {
        var bytes = new List<byte>(seeds[i % seeds.Length]);
        for (var changes = random.Next(1, 2); changes > 0 && bytes.Count > 0; changes--) Change(bytes);
        return [.. bytes];
    }

    private void Change(List<byte> bytes)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 12), bytes.Count - at);
        switch (random.Next(11))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(random.Next(bytes.Count + 1), bytes.GetRange(at, length));
                break;
            case 3:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 4:
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Junk[random.Next(Junk.Length)]));
                break;
            case 5 or 6 or 7:
                ReplaceNumber(bytes, at);
                break;
            case 8:
                SwapFields(bytes);
                break;
            case 9:
                var (start, end) = LineAround(bytes, at);
                bytes.InsertRange(start, bytes.GetRange(start, end - start));
                break;
            case 10:
                var line = LineAround(bytes, at);
                bytes.RemoveRange(line.Start, line.End - line.Start);
                break;
        }
    }

    private void ReplaceNumber(List<byte> bytes, int at)
    {
        while (at < bytes.Count && !char.IsAsciiDigit((char)bytes[at])) at++;
        var end = at;
        while (end < bytes.Count && (char.IsAsciiDigit((char)bytes[end]) || (Divider == ',' && bytes[end] == '.'))) end++;
        bytes.RemoveRange(at, end - at);
        bytes.InsertRange(at, Encoding.UTF8.GetBytes(Numbers[random.Next(Numbers.Length)]));
    }

    private void SwapFields(List<byte> bytes)
    {
        var fields = Encoding.Latin1.GetString([.. bytes]).Split(Divider);
        var (a, b) = (random.Next(fields.Length), random.Next(fields.Length));
        (fields[a], fields[b]) = (fields[b], fields[a]);
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(string.Join(Divider, fields)));
    }

    private static (int Start, int End) LineAround(List<byte> bytes, int at)
    {
        var start = at;
        while (start > 0 && bytes[start - 1] != '\n') start--;
        var end = at;
        while (end < bytes.Count && bytes[end] != '\n') end++;
        return (start, Math.Min(end + 1, bytes.Count));
    }
}
