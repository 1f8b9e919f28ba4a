using System.Buffers;
using System.Text;
using System.Text.Json;
using Rota.Formats;
using Rota.SingleMachine;
using Rota.SingleMachine.Formats;
using Rota.SingleMachine.Generators;
using Rota.SingleMachine.Solvers;
using Rota.Solving;
using Rota.Tests.Formats;
using Xunit;

namespace Rota.Tests.SingleMachine.Formats;

public sealed class MutatedTardinessFilesTests
{
    private const int Files = 30_000;

    [Fact]
    public void Mutated_files_are_read_or_refused_in_a_line_and_never_crash()
    {
        var mutants = new Mutants(20261125, [.. Seeds()]);
        var read = 0;
        var (_, refused) = mutants.Run(Files, (input, _) =>
        {
            var options = mutants.Draws.Next(5) == 0
                ? new TardinessReadOptions { FormatName = TardinessFormats.All[mutants.Draws.Next(TardinessFormats.All.Count)].Name, JobCount = mutants.Draws.Next(3) == 0 ? 2 : null }
                : TardinessReadOptions.Default;
            foreach (var problem in TardinessFiles.Read(input, options))
            {
                read++;
                var solution = new RulePortfolio().Solve(problem, TardinessChecker.Instance, new Run<TardinessSequence>(Limit.None));
                Assert.NotNull(solution.Answer);
                var output = new StringWriter { NewLine = "\n" };
                if (TardinessFormats.All[1].Refusal(problem) is not null) continue;
                TardinessFiles.Write(problem, null, output);
                TardinessFilesTests.Same(problem, TardinessFiles.Read(TextInput.OfText(output.ToString(), "again"))[0]);
            }
        });
        Assert.InRange(read, Files / 10, Files * 3);
        Assert.InRange(refused, Files / 10, Files);
    }

    [Fact]
    public void Mutated_answers_are_read_or_refused()
    {
        var problem = TardinessGenerator.Create(new() { Jobs = 4 });
        var answer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(answer)) TardinessAnswerJson.Write(writer, problem, TardinessSequence.Of([2, 0, 3, 1]));
        var mutants = new Mutants(20261126, Encoding.UTF8.GetString(answer.WrittenSpan));
        var (read, refused) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            try
            {
                using var json = JsonDocument.Parse(mutants.Next(i));
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
}
