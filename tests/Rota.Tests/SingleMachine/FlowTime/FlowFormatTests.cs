using CsCheck;
using Rota.Formats;
using Rota.SingleMachine.FlowTime;
using Rota.SingleMachine.FlowTime.Formats;
using Rota.SingleMachine.FlowTime.Policies;
using Rota.Tests.Formats;
using Xunit;

namespace Rota.Tests.SingleMachine.FlowTime;

public sealed class FlowFormatTests
{
    private const int Files = 6_000;

    private const string Chains = """
        {"id": "build", "release": 0, "ops": [4, 1, 9]}
        {"id": "lint", "release": 1.5, "ops": [0.25], "weight": 3}
        """;

    private const string Rows = "job,release,op_index,duration\nbuild,0,0,4\nlint,1.5,1,0.25\nbuild,0,1,1\nbuild,0,2,9\n";

    private const string Spans = "span_id,parent_id,start,duration\nr1,,100,20\na,r1,110,5\nb,r1,101,3\nc,a,111,2\nr2,,100.5,7\nz,r1,119,0\n";

    [Fact]
    public void Json_lines_are_read_exactly_in_ticks_of_the_finest_decimal()
    {
        var problem = Read(Chains);
        Assert.Equal(100, problem.TicksPerUnit);
        Assert.Equal(["build", "lint"], problem.Jobs.Select(job => job.Id));
        Assert.Equal([400, 100, 900], problem.Jobs[0].Operations);
        Assert.Equal(150, problem.Jobs[1].Release);
        Assert.Equal(3, problem.Jobs[1].Weight);
    }

    [Fact]
    public void Csv_rows_of_a_job_may_stand_apart_and_count_from_zero_or_one()
    {
        var problem = Read(Rows);
        Assert.Equal([400, 100, 900], problem.Jobs[0].Operations);
        Assert.Equal([25], problem.Jobs[1].Operations);
    }

    [Fact]
    public void Spans_become_chains_of_their_leaves_by_start()
    {
        var problem = Read(Spans);
        Assert.Equal(["r1", "r2"], problem.Jobs.Select(job => job.Id));
        // b, then c, which stands for a around it; z lasts nothing. r2 has no span below and is its own operation.
        Assert.Equal([30, 20], problem.Jobs[0].Operations);
        Assert.Equal([70], problem.Jobs[1].Operations);
        Assert.Equal((0, 5), (problem.Jobs[0].Release, problem.Jobs[1].Release));
        Assert.Equal(2, problem.Notes.Length);
    }

    [Fact]
    public void Spans_of_open_telemetry_are_known_by_their_names()
    {
        var problem = Read("""
            {"traceId": "t", "spanId": "r", "parentSpanId": null, "startTime": 5, "duration": 9}
            {"traceId": "t", "spanId": "x", "parentSpanId": "r", "startTime": 6, "duration": 2}
            """);
        Assert.Equal([2], problem.Jobs[0].Operations);
    }

    [Fact]
    public void Releases_out_of_order_are_sorted_and_said_so()
    {
        var problem = Read("{\"id\":\"b\",\"release\":7,\"ops\":[1]}\n{\"id\":\"a\",\"release\":2,\"ops\":[1]}");
        Assert.Equal(["a", "b"], problem.Jobs.Select(job => job.Id));
        Assert.Contains("sorted", Assert.Single(problem.Notes));
    }

    [Theory]
    [InlineData("{\"id\":\"a\",\"release\":-1,\"ops\":[1]}", "bad:1:21: read '-1', expected a release of at least 0; nearest 0")]
    [InlineData("{\"id\":\"a\",\"release\":0,\"ops\":[1,0]}", "bad:1:32: read '0', expected a duration above 0")]
    [InlineData("{\"id\":\"a\",\"release\":0,\"ops\":[]}", "bad:1:29: read an empty list, expected at least one duration")]
    [InlineData("{\"id\":\"a\",\"release\":0,\"ops\":[NaN]}", "bad:1:30: is not JSON")]
    [InlineData("{\"id\":\"a\",\"release\":0,\"ops\":[\"x\"]}", "expected a duration, a number")]
    [InlineData("{\"id\":\"a\",\"release\":0,\"ops\":[1]}\n{\"id\":\"a\",\"release\":0,\"ops\":[1]}", "bad:2:7: job 'a' comes twice")]
    [InlineData("{\"id\":\"a\",\"relaese\":0,\"ops\":[1]}", "did you mean 'release'?")]
    [InlineData("{\"id\":\"a\",\"release\":0,\"ops\":[1e-10]}", "with at most 9 decimal places")]
    [InlineData("{\"id\":\"a\",\"release\":0,\"ops\":[4000000000000000000, 4000000000000000000]}", "beyond 2^62")]
    [InlineData("{\"id\":\"a\",\"release\":0.000000001,\"ops\":[4000000000000000]}", "beyond 2^62")]
    [InlineData("job,release,op_index,duration\na,0,1,1\na,0,3,1", "bad:3:3: read '3', expected operation 2 of job 'a', in order and without gaps; nearest 2")]
    [InlineData("job,release,op_index,duration\na,0,2,1", "expected the first operation of job 'a', 0 or 1")]
    [InlineData("job,release,op_index,duration\na,0,0,NaN", "bad:2:4: read 'NaN', expected a duration above 0, a finite number")]
    [InlineData("job,release,op_index,duration\na,0,0,1\na,1,1,1", "bad:3:2: read '1', expected the release of job 'a' as before, 0")]
    [InlineData("job,release,op_index,durations\na,0,0,1", "did you mean 'durations'?")]
    [InlineData("job,release,op_index,duration\n", "has no job")]
    [InlineData("span_id,parent_id,start,duration\na,b,0,1\nb,a,0,1", "is its own ancestor")]
    [InlineData("span_id,parent_id,start,duration\na,,0,1\na,,0,1", "bad:3:1: span 'a' comes twice")]
    [InlineData("span_id,parent_id,start,duration\na,,0,-1", "expected a duration of at least 0")]
    [InlineData("1 2 3", "is no file of jobs")]
    public void Bad_files_are_refused_with_place_and_reason(string text, string expected)
    {
        var fault = Assert.Throws<InputException>(() => Read(text, "bad"));
        Assert.Contains(expected, fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData("chains")]
    [InlineData("chains-csv")]
    public void What_is_written_is_read_back(string format) =>
        Gen.Select(FlowJobs.Chains, Gen.Int[0, 3], Gen.Double[0, 5]).Sample((problem, places, weight) =>
        {
            var ticks = (long)Math.Pow(10, places);
            var jobs = problem.Jobs.Select((job, j) => job with { Weight = j == 0 ? weight : 1 });
            var text = new StringWriter();
            FlowTimeFiles.Write(new FlowProblem("x", jobs) { TicksPerUnit = ticks }, format, text);
            var again = Read(text.ToString());
            var scale = ticks / again.TicksPerUnit;
            Assert.Equal(problem.Jobs.Select(job => job.Release), again.Jobs.Select(job => job.Release * scale));
            Assert.Equal(problem.Jobs.SelectMany(job => job.Operations), again.Jobs.SelectMany(job => job.Operations).Select(operation => operation * scale));
            Assert.Equal(weight, again.Jobs[0].Weight);
        }, iter: 200, threads: 1);

    [Fact]
    public void Chains_are_told_from_other_files_by_their_beginning()
    {
        var path = Path.GetTempFileName();
        try
        {
            Assert.True(Looks(Chains) && Looks(Rows) && Looks(Spans));
            // Long enough that its last line is cut off in the first megabyte.
            Assert.True(Looks(string.Concat(Enumerable.Range(0, 40_000).Select(j => $"{{\"id\": \"{j}\", \"release\": {j}, \"ops\": [1, 2]}}\n"))));
            Assert.False(Looks("arrival_s,input_tokens,output_tokens\n0,1,1\n"));
            Assert.False(Looks("{\"name\": \"x\", \"jobs\": 1, \"machines\": 1, \"ops\": [[0, 1]]}"));
            Assert.False(Looks("2 2\n0 1 1 2\n1 3 0 4\n"));
            Assert.False(Looks("{") || Looks("") || FlowTimeFiles.LooksLikeChains("no-such-file"));
        }
        finally
        {
            File.Delete(path);
        }

        bool Looks(string text)
        {
            File.WriteAllText(path, text);
            return FlowTimeFiles.LooksLikeChains(path);
        }
    }

    [Fact]
    public void Mutated_files_never_crash()
    {
        var mutants = new Mutants(20260216, Chains, Rows, Spans, "{\"spanId\":\"r\",\"parentSpanId\":\"\",\"startTime\":5,\"duration\":9}");
        var (read, refused) = mutants.Run(Files, (input, _) => FlowJobs.Run(FlowTimeFiles.Read(input), new ProgressFirst()));
        // The mutations are neither too weak nor too strong to show anything.
        Assert.InRange(read, Files / 20, Files);
        Assert.InRange(refused, Files / 4, Files);
    }

    private static FlowProblem Read(string text, string name = "jobs.jsonl") => FlowTimeFiles.Read(TextInput.OfText(text, name));
}
