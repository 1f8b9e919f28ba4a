using System.Buffers;
using System.Text;
using System.Text.Json;
using Rota.Formats;
using Rota.Shop;
using Rota.Shop.Formats;
using Rota.Shop.Generators;
using Rota.Shop.Solvers;
using Rota.Solving;
using Rota.Tests.Formats;
using Xunit;

namespace Rota.Tests.Shop.Formats;

public sealed class MutatedFilesTests
{
    private const int Files = 100_000;

    [Fact]
    public void Mutated_instance_files_never_crash()
    {
        var mutants = Of(20260801, [.. Seeds()]);
        var options = ShopFormats.All.Select(format => new ShopReadOptions { FormatName = format.Name, AllowReentrant = format.Name.Length % 2 == 0 })
            .Append(ShopReadOptions.Default).ToArray();
        var (read, solved) = (0, 0);
        var (_, refused) = mutants.Run(Files, (input, _) =>
        {
            // Mostly by content, as users do; a wrong format by name now and then.
            foreach (var problem in ShopFiles.Read(input, mutants.Draws.Next(4) == 0 ? options[mutants.Draws.Next(options.Length)] : ShopReadOptions.Default))
            {
                read++;
                if (problem.OperationCount > 80 || problem.MachineCount > 100) continue;
                new RulePortfolio(variants: 0).Solve(problem, ShopChecker.Instance, new Run<ShopSchedule>(Limit.None));
                solved++;
                SameShop.Assert(problem, ShopFiles.Read(TextInput.OfText(Written(problem, "rota"), "again"))[0]);
            }
        });
        // The mutations are neither too weak nor too strong to show anything.
        Assert.InRange(read, Files / 20, Files);
        Assert.InRange(refused, Files / 4, Files);
        Assert.InRange(solved, 1000, Files);
    }

    [Fact]
    public void Mutated_answers_and_solutions_never_crash()
    {
        var problem = TaillardShops.Create(4, 3, 1, 2);
        var run = new Run<ShopSchedule>(Limit.None);
        var schedule = new RulePortfolio(variants: 0).Solve(problem, ShopChecker.Instance, run).Answer!;
        var solution = new StringWriter();
        JspLibSolution.Write(problem, schedule, solution);
        var answer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(answer)) ShopAnswerJson.Write(writer, problem, schedule);
        var mutants = Of(20260802, solution.ToString(), Encoding.UTF8.GetString(answer.WrittenSpan));
        var (read, refused) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = mutants.Next(i);
            try
            {
                if (i % 2 == 0)
                {
                    Assert.Empty(ShopChecker.Instance.Check(problem, JspLibSolution.Read(TextInput.OfBytes(bytes, Mutants.Name), problem)).Violations);
                }
                else
                {
                    using var json = JsonDocument.Parse(bytes);
                    ShopChecker.Instance.Check(problem, ShopAnswerJson.Read(json.RootElement, problem));
                }
                read++;
            }
            catch (Exception fault) when (fault is RotaException or JsonException)
            {
                refused++;
            }
        }
        Assert.InRange(read, 500, 9_000);
        Assert.InRange(refused, 1_000, 9_500);
    }

    private static IEnumerable<string> Seeds()
    {
        ShopProblem[] shops =
        [
            TaillardShops.Create(4, 3, 1, 2), TaillardShops.Create(3, 4, 5, 6, 9), TaillardShops.Create(1, 1, 7, 8),
            ShopGenerator.Create(new() { Jobs = 4, Machines = 3, Kind = ShopKind.Reentrant, OperationsPerJob = 5 }),
            ShopGenerator.Create(new() { Jobs = 3, Machines = 3, MaxChoices = 3, Tightness = 1.2, ReleaseSpread = 0.5, MaxWeight = 4, Objective = ShopObjective.TotalWeightedTardiness }),
            ShopGenerator.Create(new() { Jobs = 3, Machines = 3, MaxChoices = 2 }),
        ];
        foreach (var format in ShopFormats.All)
            foreach (var shop in shops)
                if (format.Refusal(shop) is null) yield return Written(shop, format.Name);
        yield return Written(shops[0], "or-library") + Written(shops[1], "or-library");
        yield return Written(shops[0], "compact") + Written(shops[3], "compact");
        yield return "Nb of jobs, Nb of Machines, Time seed, Machine seed, Upper bound, Lower bound\n 2 2 1 2 3 4\nTimes\n 5 6\n 7 8\nMachines\n 1 2\n 2 1\n"
            + "Nb of jobs, Nb of Machines, Time seed, Machine seed, Upper bound, Lower bound\n 2 2 1 2 3 4\nTimes\n 1 2\n 2 1\nMachines\n 1 2\n 2 1\n";
        yield return """[{"name": "ft06", "jobs": 6, "machines": 6, "optimum": 55, "path": "no-such-folder/ft06"}]""";
        yield return "# comment\r\n\r\n2 2\r\n0 1 1 2\t \r\n1 3 0 4";
    }

    private static string Written(ShopProblem shop, string format)
    {
        var output = new StringWriter();
        ShopFiles.Write(shop, format, output);
        return output.ToString();
    }

    private static Mutants Of(ulong seed, params string[] texts) =>
        new(seed, texts)
        {
            Divider = ' ',
            Junk = ["\"", "{", "}", "[", "]", ",", ":", "\\", "\\ud800", "#", "+", "instance x", "Times", "Machines", "-1 -1", "null", "\u00e9", "\n", "\t"],
        };
}
