using CsCheck;
using Rota.Formats;
using Rota.SingleMachine;
using Rota.SingleMachine.Formats;
using Xunit;

namespace Rota.Tests.SingleMachine.Formats;

public sealed class TardinessFilesTests
{
    [Theory]
    [InlineData("pairs", "# p d\n3 9\n5 -2\n")]
    [InlineData("job-table", "id,p,d\n1,3,9\n2,5,-2\n")]
    [InlineData("job-table", "# jobs\njob,due,processing\n1,9,3\n2,-2,5\n")]
    [InlineData("instance-table", "n,rdd,tf,k,optimal_tardiness,p,d\n2,0.2,0.4,7,12,3 5,9 -2\n")]
    [InlineData("job-list", """[{"id": 1, "p": 3, "d": 9}, {"id": "2", "d": -2, "p": 5}]""")]
    [InlineData("weighted-blocks", "3 5 1\n1 9 -2\n")]
    public void A_format_is_told_by_its_content(string format, string text)
    {
        var input = TextInput.OfText(text, "f");
        Assert.Equal(format, TardinessFiles.Catalog.Recognise(input).Name);
        var problem = Assert.Single(TardinessFiles.Read(input));
        Same(new("f", [new("1", 3, 9), new("2", 5, -2)]), problem);
    }

    [Fact]
    public void Instances_of_a_table_are_named_by_their_class() =>
        Assert.Equal("2-0.2-0.4-7", TardinessFiles.Read(TextInput.OfText("n,rdd,tf,k,p,d\n2,0.2,0.4,7,3 5,9 -2\n", "f"))[0].Name);

    [Fact]
    public void Blocks_hold_weights_and_several_instances_when_the_number_of_jobs_is_said()
    {
        var problems = TardinessFiles.Read(TextInput.OfText("3 5\n2 1\n9 8\n\n4 6 7\n7 1\n2", "wt2"), new() { FormatName = "weighted-blocks", JobCount = 2 });
        Assert.Equal(["1", "2"], problems.Select(problem => problem.Name));
        Same(new("1", [new("1", 3, 9, 2), new("2", 5, 8, 1)]), problems[0]);
        Same(new("2", [new("1", 4, 1, 7), new("2", 6, 2, 7)]), problems[1]);
    }

    [Fact]
    public void A_hundred_and_twenty_five_instances_are_assumed_where_they_fit() =>
        Assert.Equal(125, TardinessFiles.Read(TextInput.OfText(string.Join('\n', Enumerable.Repeat("3 5 2 1 9 8", 125)), "wt2")).Length);

    [Fact]
    public void A_table_without_rows_is_a_problem_without_jobs()
    {
        Assert.Empty(Assert.Single(TardinessFiles.Read(TextInput.OfText("id,p,d\n", "f"))).Jobs);
        Assert.Empty(Assert.Single(TardinessFiles.Read(TextInput.OfText("[]", "f"))).Jobs);
    }

    [Theory]
    [InlineData("3 9\n0 4\n", "f:2:1: read '0', expected a processing time from 1 to 2147483647; nearest 1")]
    [InlineData("3 9\n2.5 4\n", "f:2:1: read '2.5', expected a processing time from 1 to 2147483647, a whole number; nearest 2")]
    [InlineData("3 9\n-2 4\n", "f:2:1: read '-2', expected a processing time from 1 to 2147483647; nearest 1")]
    [InlineData("3 9\n2\n", "f:2:2: the line ends, expected a due date")]
    [InlineData("3 9\n2 4 6\n1 1\n", "f:2:3: read '6', expected the end of the line after processing time and due date")]
    [InlineData("2147483647 9\n1 4\n", "f:2:1: processing times add up to 2147483648, expected at most 2^31 - 1")]
    [InlineData("id,p,d\na,3,9\na,1,1\n", "f:3:1: job 'a' comes twice, expected an id for each")]
    [InlineData("id,p,d\na,3\n", "f:2:3: the line ends, expected 'd'")]
    [InlineData("id,p,d\na,3,9,1\n", "f:2:4: read '1', expected the end of the line after 3 fields")]
    [InlineData("id,p,d\na,x,9\n", "f:2:2: read 'x', expected a processing time from 1 to 2147483647, a whole number")]
    [InlineData("id,p,d,weigth\na,3,9,1\n", "f:1:4: unknown column 'weigth', expected id, p, d, w, r; did you mean 'weight'?")]
    [InlineData("id,p\na,3\n", "f:1: has no column 'd'; did you mean 'id'?")]
    [InlineData("id,p,d,w\na,3,9,-1\n", "f:2:4: read '-1', expected a weight from 0 to 2147483647; nearest 0")]
    [InlineData("p,d\n3 5,9\n", "f:2:2: the list has 1 numbers, expected 2, as many as processing times")]
    [InlineData("p,d\n3 0,9 9\n", "f:2:1: number 2 of the list: read '0', expected a processing time from 1 to 2147483647; nearest 1")]
    [InlineData("""[{"id": 1, "p": 3}]""", "f:1:2: has no 'd'; did you mean 'id'?")]
    [InlineData("""[{"id": 1, "p": 3, "d": 9, "due": 3}]""", "f:1:28: unknown property 'due', expected id, p, d, w, r; did you mean 'd'?")]
    [InlineData("""[{"id": 1, "p": 3, "d": 9}, {"id": "1", "p": 3, "d": 9}]""", "f:1:36: job '1' comes twice, expected an id for each")]
    [InlineData("""[{"id": 1, "p": 3, "d": 9}] []""", "f:1:29: a second value, expected the end of the text after one list of jobs")]
    [InlineData("""{"jobs": []}""", "f:1:1: expected jobs: lines 'p d', a table with columns id, p, d, a table of instances with columns p, d, or a JSON list")]
    [InlineData("hello\n", "f:1:1: read 'hello', expected jobs: lines 'p d', a table with columns id, p, d, a table of instances with columns p, d, or a JSON list")]
    [InlineData("1 2 3 4\n", "f:2: the text ends, expected 3 numbers a job (processing times, weights, due dates), found 4 numbers, 1 more than whole jobs")]
    public void A_fault_is_named_with_its_place_and_the_nearest_valid_thing(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => TardinessFiles.Read(TextInput.OfText(text, "f"))).Message);

    [Fact]
    public void What_is_written_is_read_again_in_every_format_that_holds_it() => RandomJobs.Any(6).Sample(problem =>
    {
        foreach (var format in TardinessFormats.All)
        {
            var output = new StringWriter { NewLine = "\n" };
            if (format.Refusal(problem) is not null)
            {
                Assert.Throws<RotaException>(() => TardinessFiles.Write(problem, format.Name, output));
                continue;
            }
            TardinessFiles.Write(problem, format.Name, output);
            var again = TardinessFiles.Read(TextInput.OfText(output.ToString(), "f"), new() { FormatName = format.Name });
            Same(problem, Assert.Single(again), ids: format.Name is "job-table" or "job-list");
        }
    }, iter: 300);

    [Theory]
    [InlineData("20-uniform", 800, 20)]
    [InlineData("500", 200, 500)]
    public void Published_sets_are_read_whole(string set, int count, int jobs)
    {
        if (SharedData.Find($"classical/smtt/smtt-{set}.csv.gz") is not { } path) { Assert.Skip("shared data absent"); return; }
        var problems = TardinessFiles.Read(path);
        Assert.Equal(count, problems.Length);
        Assert.All(problems, problem => Assert.Equal(jobs, problem.Jobs.Length));
    }

    [Fact]
    public void The_published_set_with_processing_times_below_1_is_refused_where_the_first_stands()
    {
        if (SharedData.Find("classical/smtt/smtt-20-normal.csv.gz") is not { } path) { Assert.Skip("shared data absent"); return; }
        Assert.Contains("expected a processing time from 1 to 2147483647; nearest 1", Assert.Throws<InputException>(() => TardinessFiles.Read(path)).Message);
    }

    internal static void Same(TardinessProblem expected, TardinessProblem actual, bool ids = true)
    {
        static IEnumerable<TardinessJob> Jobs(TardinessProblem problem, bool ids) => problem.Jobs.Select(job => ids ? job : job with { Id = "" });
        Assert.Equal(Jobs(expected, ids), Jobs(actual, ids));
    }
}
