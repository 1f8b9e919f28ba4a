using System.Text;
using Rota.Formats;
using Rota.Randomness;
using Rota.Serving;
using Rota.Serving.Formats;
using Xunit;

namespace Rota.Tests.Serving.Formats;

public sealed class MutatedTracesTests
{
    private const int Files = 100_000;

    private static readonly string[] Numbers =
        ["0", "-1", "1", "2", "7", "99", "2147483647", "2147483648", "4294967296", "4611686018427387904", "4611686018427387905", "9223372036854775807",
         "-9223372036854775808", "99999999999999999999999", "1e9", "1e308", "1e999", "3.5", "0.0000001", "-0", "+5", "NaN", "0x10", "1,5", ""];

    private static readonly string[] Junk =
        ["\"", "{", "}", "[", "]", ",", ":", "\\", "\\ud800", "#", "+", "arrival_s", "turn", "null", "true", "\u00e9", "\n", "\r\n", "\t", ";", "'", "\"\"", "{}", "[]"];

    [Fact]
    public void Mutated_traces_never_crash()
    {
        var random = new RandomStream(20260811);
        var seeds = TraceExamples.All.Select(example => Encoding.UTF8.GetBytes(example.Text)).ToArray();
        var options = ServingTraceFormats.All.Select(format => new TraceReadOptions { FormatName = format.Name }).Append(new() { Sort = true }).Append(new() { ChainTurns = false })
            .Append(new() { MaxModelTokens = 1000 }).Append(new() { RefuseOverlaps = true, RequireTargets = true }).Append(new() { MaxRequests = 2 }).ToArray();
        var (read, refused, compiled) = (0, 0, 0);
        for (var i = 0; i < Files; i++)
        {
            var bytes = new List<byte>(seeds[i % seeds.Length]);
            for (var changes = random.Next(1, 2); changes > 0 && bytes.Count > 0; changes--) Mutate(bytes, random);
            try
            {
                var trace = ServingTraces.Read(TextInput.OfBytes(bytes.ToArray(), "mutant"), random.Next(8) == 0 ? options[random.Next(options.Length)] : null);
                read++;
                Assert.All(trace.Requests, r => Assert.True(r.Prompt >= 1 && r.Output >= 1 && r.PauseSeconds >= 0 && double.IsFinite(r.ArrivalSeconds)));
                if (i % 4 == 0) TraceWriterTests.SameRequests(trace, ServingTraces.Read(TextInput.OfText(TraceWriterTests.Written(trace), "again")));
                Workload.Of(trace);
                compiled++;
            }
            catch (RotaException fault)
            {
                refused++;
                Assert.DoesNotContain('\n', fault.Message);
                Assert.True(fault.Message.Length is >= 10 and <= 700, $"mutant {i}: {fault}");
            }
            catch (Exception crash)
            {
                Assert.Fail($"mutant {i}: {crash}\n---\n{Encoding.UTF8.GetString([.. bytes])}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{read} read, {refused} refused, {compiled} compiled");
        // The mutations are neither too weak nor too strong to show anything, and hardly anything that is read cannot run: arrivals beyond the 60 days of a run.
        Assert.InRange(read, Files / 20, Files);
        Assert.InRange(refused, Files / 4, Files);
        Assert.InRange(compiled, 0.95 * read, read);
    }

    private static void Mutate(List<byte> bytes, RandomStream random)
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
                ReplaceNumber(bytes, at, random);
                break;
            case 8:
                SwapFields(bytes, random);
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

    private static void ReplaceNumber(List<byte> bytes, int at, RandomStream random)
    {
        while (at < bytes.Count && !char.IsAsciiDigit((char)bytes[at])) at++;
        var end = at;
        while (end < bytes.Count && (char.IsAsciiDigit((char)bytes[end]) || bytes[end] == '.')) end++;
        bytes.RemoveRange(at, end - at);
        bytes.InsertRange(at, Encoding.UTF8.GetBytes(Numbers[random.Next(Numbers.Length)]));
    }

    private static void SwapFields(List<byte> bytes, RandomStream random)
    {
        var fields = Encoding.Latin1.GetString([.. bytes]).Split(',');
        var (a, b) = (random.Next(fields.Length), random.Next(fields.Length));
        (fields[a], fields[b]) = (fields[b], fields[a]);
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(string.Join(',', fields)));
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
