using System.Buffers;
using System.Text;
using System.Text.Json;
using Rota.Formats;
using Rota.Randomness;
using Rota.Shop;
using Rota.Shop.Formats;
using Rota.Shop.Generators;
using Rota.Shop.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Shop.Formats;

public sealed class MutatedFilesTests
{
    private const int Files = 100_000;

    private static readonly string[] Numbers =
        ["0", "-1", "1", "2", "7", "99", "2147483647", "2147483648", "4294967296", "4611686018427387904", "4611686018427387905", "9223372036854775807",
         "-9223372036854775808", "99999999999999999999999", "1e9", "3.5", "-0", "+5", "NaN", "0x10", "1,5"];

    private static readonly string[] Junk = ["\"", "{", "}", "[", "]", ",", ":", "\\", "\\ud800", "#", "+", "instance x", "Times", "Machines", "-1 -1", "null", "\u00e9", "\n", "\t"];

    [Fact]
    public void Mutated_instance_files_never_crash()
    {
        var random = new RandomStream(20260801);
        var seeds = Seeds().Select(text => Encoding.UTF8.GetBytes(text)).ToArray();
        var options = ShopFormats.All.Select(format => new ShopReadOptions { FormatName = format.Name, AllowReentrant = format.Name.Length % 2 == 0 })
            .Append(ShopReadOptions.Default).ToArray();
        var (read, refused, solved) = (0, 0, 0);
        for (var i = 0; i < Files; i++)
        {
            var bytes = new List<byte>(seeds[i % seeds.Length]);
            for (var changes = random.Next(1, 2); changes > 0 && bytes.Count > 0; changes--) Mutate(bytes, random);
            try
            {
                var input = TextInput.OfBytes(bytes.ToArray(), "mutant");
                // Mostly by content, as users do; a wrong format by name now and then.
                foreach (var problem in ShopFiles.Read(input, random.Next(4) == 0 ? options[random.Next(options.Length)] : ShopReadOptions.Default))
                {
                    read++;
                    if (problem.OperationCount > 80 || problem.MachineCount > 100) continue;
                    new RulePortfolio(variants: 0).Solve(problem, ShopChecker.Instance, new Run<ShopSchedule>(Limit.None));
                    solved++;
                    SameShop.Assert(problem, ShopFiles.Read(TextInput.OfText(Written(problem, "rota"), "again"))[0]);
                }
            }
            catch (RotaException fault)
            {
                refused++;
                Assert.DoesNotContain('\n', fault.Message);
                Assert.True(fault.Message.Length is >= 10 and <= 600, $"mutant {i}: {fault}");
            }
            catch (Exception crash)
            {
                Assert.Fail($"mutant {i}: {crash}\n---\n{Encoding.UTF8.GetString([.. bytes])}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{read} read, {refused} refused, {solved} solved");
        // The mutations are neither too weak nor too strong to show anything.
        Assert.InRange(read, Files / 20, Files);
        Assert.InRange(refused, Files / 4, Files);
        Assert.InRange(solved, 1000, Files);
    }

    [Fact]
    public void Mutated_answers_and_solutions_never_crash()
    {
        var random = new RandomStream(20260802);
        var problem = TaillardShops.Create(4, 3, 1, 2);
        var run = new Run<ShopSchedule>(Limit.None);
        var schedule = new RulePortfolio(variants: 0).Solve(problem, ShopChecker.Instance, run).Answer!;
        var solution = new StringWriter();
        JspLibSolution.Write(problem, schedule, solution);
        var answer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(answer)) ShopAnswerJson.Write(writer, problem, schedule);
        var (read, refused) = (0, 0);
        for (var i = 0; i < 10_000; i++)
        {
            var bytes = new List<byte>(i % 2 == 0 ? Encoding.UTF8.GetBytes(solution.ToString()) : answer.WrittenSpan.ToArray());
            Mutate(bytes, random);
            try
            {
                if (i % 2 == 0)
                {
                    var again = JspLibSolution.Read(TextInput.OfBytes(bytes.ToArray(), "mutant"), problem);
                    Assert.Empty(ShopChecker.Instance.Check(problem, again).Violations);
                }
                else
                {
                    using var json = JsonDocument.Parse(bytes.ToArray());
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
                ShuffleTokens(bytes, random);
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
        while (end < bytes.Count && char.IsAsciiDigit((char)bytes[end])) end++;
        bytes.RemoveRange(at, end - at);
        bytes.InsertRange(at, Encoding.UTF8.GetBytes(Numbers[random.Next(Numbers.Length)]));
    }

    private static void ShuffleTokens(List<byte> bytes, RandomStream random)
    {
        var tokens = Encoding.Latin1.GetString([.. bytes]).Split(' ');
        for (var swaps = 0; swaps < 3; swaps++)
        {
            var (a, b) = (random.Next(tokens.Length), random.Next(tokens.Length));
            (tokens[a], tokens[b]) = (tokens[b], tokens[a]);
        }
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(string.Join(' ', tokens)));
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
