using System.Buffers;
using System.Text;
using System.Text.Json;
using Rota.Formats;
using Rota.Randomness;
using Rota.SingleMachine;
using Rota.SingleMachine.Formats;
using Rota.SingleMachine.Generators;
using Rota.SingleMachine.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.SingleMachine.Formats;

public sealed class MutatedTardinessFilesTests
{
    private const int Files = 30_000;

    private static readonly string[] Junk =
    [
        "0", "-1", "1", "99", "2147483647", "2147483648", "4611686018427387905", "-9223372036854775808", "99999999999999999999999", "1e9", "3.5", "NaN", "\"", "{", "}", "[", "]",
        ",", ":", "\\ud800", "#", "id", "p,d", "null", "\u00e9", "\n", "\t", " ",
    ];

    [Fact]
    public void Mutated_files_are_read_or_refused_in_a_line_and_never_crash()
    {
        var random = new RandomStream(20261125);
        var seeds = Seeds().Select(text => Encoding.UTF8.GetBytes(text)).ToArray();
        var (read, refused) = (0, 0);
        for (var i = 0; i < Files; i++)
        {
            var bytes = new List<byte>(seeds[i % seeds.Length]);
            for (var changes = random.Next(1, 2); changes > 0 && bytes.Count > 0; changes--) Mutate(bytes, random);
            var options = random.Next(5) == 0
                ? new TardinessReadOptions { FormatName = TardinessFormats.All[random.Next(TardinessFormats.All.Count)].Name, JobCount = random.Next(3) == 0 ? 2 : null }
                : TardinessReadOptions.Default;
            try
            {
                foreach (var problem in TardinessFiles.Read(TextInput.OfBytes(bytes.ToArray(), "mutant"), options))
                {
                    read++;
                    var solution = new RulePortfolio().Solve(problem, TardinessChecker.Instance, new Run<TardinessSequence>(Limit.None));
                    Assert.NotNull(solution.Answer);
                    var output = new StringWriter { NewLine = "\n" };
                    if (TardinessFormats.All[1].Refusal(problem) is not null) continue;
                    TardinessFiles.Write(problem, null, output);
                    TardinessFilesTests.Same(problem, TardinessFiles.Read(TextInput.OfText(output.ToString(), "again"))[0]);
                }
            }
            catch (RotaException fault)
            {
                refused++;
                Assert.DoesNotContain('\n', fault.Message);
                Assert.InRange(fault.Message.Length, 10, 600);
            }
            catch (Exception crash) when (crash is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"mutant {i}: {crash}\n---\n{Encoding.UTF8.GetString([.. bytes])}");
            }
        }
        Assert.InRange(read, Files / 10, Files * 3);
        Assert.InRange(refused, Files / 10, Files);
    }

    [Fact]
    public void Mutated_answers_are_read_or_refused()
    {
        var random = new RandomStream(20261126);
        var problem = TardinessGenerator.Create(new() { Jobs = 4 });
        var answer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(answer)) TardinessAnswerJson.Write(writer, problem, TardinessSequence.Of([2, 0, 3, 1]));
        var (read, refused) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = new List<byte>(answer.WrittenSpan.ToArray());
            Mutate(bytes, random);
            try
            {
                using var json = JsonDocument.Parse(bytes.ToArray());
                Assert.Empty(TardinessChecker.Instance.Check(problem, TardinessAnswerJson.Read(json.RootElement, problem)).Violations);
                read++;
            }
            catch (Exception fault) when (fault is RotaException or JsonException)
            {
                refused++;
            }
        }
        Assert.InRange(read, 100, 9_900);
        Assert.InRange(refused, 100, 9_900);
    }

    private static IEnumerable<string> Seeds()
    {
        TardinessProblem[] problems =
        [
            TardinessGenerator.Create(new() { Jobs = 5 }), TardinessGenerator.Create(new() { Jobs = 3, MaxWeight = 9 }),
            TardinessGenerator.Create(new() { Jobs = 4, MaxWeight = 9, ReleaseSpread = 0.5 }),
        ];
        foreach (var format in TardinessFormats.All)
            foreach (var problem in problems)
            {
                if (format.Refusal(problem) is not null) continue;
                var output = new StringWriter { NewLine = "\n" };
                format.Write(problem, output);
                yield return output.ToString();
            }
        yield return "n,rdd,tf,k,p,d\n2,0.2,0.4,1,3 5,9 8\n2,0.2,0.4,2,3 5,9 8\n";
        yield return "# comment\r\n\r\n3 9\r\n 5\t4";
    }

    private static void Mutate(List<byte> bytes, RandomStream random)
    {
        var at = random.Next(bytes.Count);
        var length = Math.Min(random.Next(1, 10), bytes.Count - at);
        switch (random.Next(6))
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
            case 5:
                while (at < bytes.Count && !char.IsAsciiDigit((char)bytes[at])) at++;
                var end = at;
                while (end < bytes.Count && char.IsAsciiDigit((char)bytes[end])) end++;
                bytes.RemoveRange(at, end - at);
                bytes.InsertRange(at, Encoding.UTF8.GetBytes(Junk[random.Next(12)]));
                break;
        }
    }
}
