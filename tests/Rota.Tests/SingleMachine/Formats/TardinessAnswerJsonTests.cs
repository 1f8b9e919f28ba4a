using System.Buffers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Rota.SingleMachine;
using Rota.SingleMachine.Formats;
using Xunit;

namespace Rota.Tests.SingleMachine.Formats;

public sealed class TardinessAnswerJsonTests
{
    private static readonly TardinessProblem Problem = new("two", [new("a", 3, 4), new("b", 2, 1)]);

    [Fact]
    public void A_sequence_is_written_with_times_and_totals() => Assert.Equal(
        """{"jobs":[{"id":"b","start":0,"end":2,"tardiness":1},{"id":"a","start":2,"end":5,"tardiness":1}],"sum":2,"weighted":2,"largest":1,"late":2}""",
        Written(Problem, TardinessSequence.Of([1, 0])));

    [Fact]
    public void What_is_written_is_read_again() => RandomJobs.Any(8).Sample(problem =>
    {
        var sequence = TardinessSequence.Of(Enumerable.Range(0, problem.Jobs.Length).Reverse().ToArray());
        Assert.Equal(sequence.Order.AsEnumerable(), Read(Written(problem, sequence), problem).Order);
    }, iter: 200);

    [Theory]
    [InlineData("7", "the answer is '7', expected an object with 'jobs'")]
    [InlineData("""{"jobs":{}}""", "jobs is '{}', expected a list")]
    [InlineData("""{"jobs":[]}""", "jobs has 0 entries, expected 2, one for each job")]
    [InlineData("""{"jobs":[{"id":"a"},{"id":"a"}]}""", "jobs[1] is of job 'a', which came before")]
    [InlineData("""{"jobs":[{"id":"a"},{"id":"bb"}]}""", "jobs[1] is of job 'bb', which the problem does not have; did you mean 'b'?")]
    [InlineData("""{"jobs":[{"id":"a"},{"id":7}]}""", "jobs[1] is '{\"id\":7}', expected an object with a text 'id'")]
    [InlineData("""{"jobs":[{"id":"a","start":1},{"id":"b"}]}""", "jobs[0] has start '1', expected 0: a job starts when the one before it ends, or at its release")]
    public void What_is_no_sequence_of_the_problem_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<RotaException>(() => Read(json, Problem)).Message);

    private static string Written(TardinessProblem problem, TardinessSequence sequence)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer)) TardinessAnswerJson.Write(writer, problem, sequence);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static TardinessSequence Read(string json, TardinessProblem problem)
    {
        using var document = JsonDocument.Parse(json);
        return TardinessAnswerJson.Read(document.RootElement, problem);
    }
}
