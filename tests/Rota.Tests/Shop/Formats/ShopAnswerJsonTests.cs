using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Rota.Shop;
using Rota.Shop.Formats;
using Rota.Shop.Solvers;
using Rota.Solving;
using Xunit;

namespace Rota.Tests.Shop.Formats;

public sealed class ShopAnswerJsonTests
{
    // Job a: machine 0 for 3, machine 1 for 2. Job b: machine 0 for 2 or machine 1 for 4.
    private static readonly ShopProblem Problem = new(
        "small", 2, [new("a", [new(0, 3), new(1, 2)]), new("b", [new Operation([new(0, 2), new(1, 4)])])]);

    [Fact]
    public void A_schedule_is_written_as_triples() =>
        Assert.Equal("""{"jobs":[[[0,0,3],[1,4,6]],[[1,0,4]]]}""", Written(Problem, new([0, 0, 1], [0, 4, 0])));

    [Fact]
    public void What_is_written_is_read_again() => RandomShops.Any.Sample(problem =>
    {
        var run = new Run<ShopSchedule>(Limit.None);
        new RuleSolver(Rota.Shop.Policies.PriorityRules.All[0]).Improve(problem, run);
        var schedule = run.Best!.Value.Answer;
        var read = Read(Written(problem, schedule), problem);
        Assert.Equal(schedule.Starts.AsEnumerable(), read.Starts);
        // Two choices of one machine and length are one choice.
        Assert.Equal(ShopChecker.Instance.Check(problem, schedule).Objective, ShopChecker.Instance.Check(problem, read).Objective);
        Assert.Equal(Written(problem, schedule), Written(problem, read));
    }, iter: 200);

    [Theory]
    [InlineData("7", "the answer is '7', expected an object with 'jobs'")]
    [InlineData("{}", "the answer is '{}', expected an object with 'jobs'")]
    [InlineData("""{"jobs":{}}""", "jobs is '{}', expected a list")]
    [InlineData("""{"jobs":[]}""", "jobs has 0 entries, expected 2, one for each job")]
    [InlineData("""{"jobs":[[[0,0,3]],[]]}""", "jobs[0] has 1 entries, expected 2, one for each operation")]
    [InlineData("""{"jobs":[[[0,0,3],[1,4]],[[1,0,4]]]}""", "jobs[0][1] is '[1,4]', expected [machine, start, end]")]
    [InlineData("""{"jobs":[[[0,0,3],[1,4,"6"]],[[1,0,4]]]}""", "jobs[0][1] has '\"6\"', expected whole numbers")]
    [InlineData("""{"jobs":[[[0,0,3],[1,4,1e99]],[[1,0,4]]]}""", "jobs[0][1] has '1e99', expected whole numbers")]
    [InlineData("""{"jobs":[[[0,0,3],[1,4,6]],[[1,0,3]]]}""", "jobs[1][0] runs on machine 1 for 3, expected machine 0 for 2 or machine 1 for 4")]
    [InlineData("""{"jobs":[[[0,0,3],[1,-9223372036854775808,9223372036854775807]],[[1,0,3]]]}""", "jobs[0][1] runs on machine 1 for 18446744073709551615, expected machine 1 for 2")]
    public void What_is_no_schedule_of_the_problem_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<RotaException>(() => Read(json, Problem)).Message);

    private static string Written(ShopProblem problem, ShopSchedule schedule)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) ShopAnswerJson.Write(writer, problem, schedule);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static ShopSchedule Read(string json, ShopProblem problem)
    {
        using var document = JsonDocument.Parse(json);
        return ShopAnswerJson.Read(document.RootElement, problem);
    }
}
