using Rota.Formats;
using Rota.Shop.Formats;
using Xunit;

namespace Rota.Tests.Shop.Formats;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("2 2\n0 1 1 2\n1 3 0", "f:3:3: the last machine has no duration: 3 fields, expected pairs of machine and duration")]
    [InlineData("2 2\n0 1 1 2\n1 3", "f:3:3: 1 operations, expected 2, one on each machine; read it as format 're-entrant' if jobs may have any number")]
    [InlineData("2 2\n0 1 2 2\n1 3 0 4", "f:2:3: read '2', expected a machine from 0 to 1; nearest 1")]
    [InlineData("2 2\n1 1 2 2\n2 3 1 4", "f:2:3: read machine 2 of 2, expected 0 to 1; machines look 1-based: read it with first machine 1")]
    [InlineData("2 2\n0 1 1 -2\n1 3 0 4", "f:2:4: read '-2', expected a duration of at least 0; nearest 0")]
    [InlineData("2 2\n0 1 1 2.5\n1 3 0 4", "f:2:4: read '2.5', expected a duration of at least 0, a whole number; nearest 2")]
    [InlineData("2 2\n0 1 1 x\n1 3 0 4", "f:2:4: read 'x', expected a duration of at least 0, a whole number")]
    [InlineData("2 2\n0 1 1 2\n", "f:3: the text ends, expected 2 rows for 2 jobs, found 1")]
    [InlineData("2 2\n0 1 1 2\n1 3 0 4\n7 7 7", "f:4:1: read '7', expected the end of the text after 2 jobs")]
    [InlineData("2 2\n0 1 1 2\n1 3 1 4\n", "f:3:3: machine 1 comes twice in this job; read it as format 're-entrant' if that is meant")]
    [InlineData("1 1\n0 99999999999999999999\n", "f:2:2: read '99999999999999999999', expected a duration of at least 0 and at most 2^62")]
    [InlineData("2 1\n0 4611686018427387904\n0 4611686018427387904\n", "f:1: f: durations and releases add up beyond 2^62")]
    [InlineData("2000000000 2\n0 1 1 2\n", "f:3: the text ends, expected 2000000000 rows for 2000000000 jobs, found 1")]
    public void The_standard_format_refuses(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("2 2000000000\n0 1 1 2", "f:1:2: read '2000000000', expected a number of machines from 1 to 1000000; nearest 1000000")]
    [InlineData("2 0\n0 1 1 2\n", "f:1:2: read '0', expected a number of machines from 1 to 1000000; nearest 1")]
    [InlineData("-2 2\n0 1 1 2\n", "f:1:1: read '-2', expected a number of jobs of at least 1; nearest 1")]
    [InlineData("2\n0 1 1 2\n", "f:1:2: the line ends, expected a number of machines")]
    [InlineData("2 2 7 8\n0 1 1 2\n1 3 0 4", "f:1:3: read '7', expected the end of the line after jobs and machines")]
    [InlineData("hello world\n", "f:1:1: read 'hello', expected a shop instance: 'jobs machines' in the first line, or JSON")]
    [InlineData("# only\n", "f: has only comments, expected a shop instance")]
    [InlineData("2 2\n", "f:2: the text ends, expected 2 rows for 2 jobs, found 0")]
    [InlineData("2 2\n1 2 3\n4 5 6\n", "f:2: 3 fields, expected 4 (pairs of machine and duration) or 2 (a block of durations)")]
    public void A_text_of_no_known_format_is_refused(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("2 2\n5 6\n7 8\n1 2\n2 2\n", "f:5:2: machine 2 comes twice in this job, expected each of 1 to 2 once")]
    [InlineData("2 2\n5 6\n7 8\n1 2\n2 3\n", "f:5:2: read machine 3, expected 1 to 2")]
    [InlineData("2 2\n5 6\n7 8\n1 2\n", "f:5: the text ends, expected 4 rows for 2 jobs, found 3")]
    [InlineData("2 2\n5 6\n7 -8\n1 2\n2 1\n", "f:3:2: read '-8', expected a duration of at least 0; nearest 0")]
    [InlineData("2 2\n5 6\n7\n1 2\n2 1\n", "f:3:2: 1 durations, expected 2, one for each machine")]
    [InlineData("2 2\n5 6\n7 8\n1 2\n2 1\n9 9\n", "f:6:1: read '9', expected the end of the text after 2 jobs")]
    [InlineData("2 2\n1 2\n2 1\n1 2\n2 1\n", "f: can be read as more than one format, name one: 'taillard' or 'taillard-machines-first'")]
    [InlineData("2 2\nTimes\n5 6\n7 8\nTimes\n1 2\n2 1\n", "f:5:1: both blocks have the same title, expected one 'Times' and one 'Machines'")]
    [InlineData("2 2\nTimes\n5 6\n7 8\nMachines\n1 2\n", "f:7: the text ends, expected 2 rows for 2 jobs in each block, found 1")]
    public void The_Taillard_format_refuses(string text, string message) => Refuses(text, message);

    [Fact]
    public void A_Taillard_file_read_the_wrong_way_round_is_told_so() => Refuses(
        "2 2\n1 2\n2 1\n5 6\n7 8\n",
        "f:4:1: read machine 5, expected 1 to 2; the other block has the machines: read it as format 'taillard-machines-first'",
        new() { FormatName = "taillard" });

    [Theory]
    [InlineData("2 3 1.5\n1 2 1 5 3 4\n2 1 1 5 1 2\n", "f:3:1: 2 operations, but the line has only 5 fields after this one")]
    [InlineData("2 3 1.5\n1 2 1 5 3 4\n2 1 1 5 1 4 6\n", "f:3:6: read '4', expected a machine from 1 to 3; nearest 3")]
    [InlineData("2 3 1.5\n1 2 1 5 0 4\n2 1 1 5 1 2 6\n", "f:2:5: read machine 0, expected 1 to 3; read it with first machine 0 if machines count from 0")]
    [InlineData("2 3 1.5\n1 2 1 5 3 4\n2 1 1 5 1 2 6 9\n", "f:3:8: read '9', expected the end of the line after 2 operations")]
    [InlineData("1 3 1.5\n1 99 1 5 3 4\n", "f:2:2: 99 machines to choose from, but the line has only 4 fields after this one")]
    [InlineData("1 3 1.5\n1 0 1 5\n", "f:2:2: read '0', expected a number of machines to choose from of at least 1; nearest 1")]
    [InlineData("1 3 1.5\n999999999999 99 1 5 3 4\n", "f:2:1: 999999999999 operations, but the line has only 5 fields after this one")]
    [InlineData("2 3 1.5\n1 1 1 5\n", "f:3: the text ends, expected 2 rows for 2 jobs, found 1")]
    public void The_flexible_format_refuses(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("2 3\n0 5 1 2 2 3 0 3 -1 -1\n3 4 -1 -1\n", "f:3:1: read '3', expected a machine from 0 to 2; nearest 2")]
    [InlineData("2 3\n1 5 2 2 3 3 1 3 -1 -1\n3 4 -1 -1\n", "f:2:5: read machine 3 of 3, expected 0 to 2; machines look 1-based: read it with first machine 1")]
    [InlineData("2 3\n0 5 1 2 2 3 0 3 -1 -1\n1 4 2 -1 -1\n", "f:3:3: the last machine has no duration: 3 fields, expected pairs of machine and duration")]
    [InlineData("2 3\n0 5 -1 -1 2 3 -1 -1\n1 4 -1 -1\n", "f:2:3: read '-1', expected a machine from 0 to 2; nearest 0")]
    public void The_reentrant_format_refuses(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("instance a\n d\n1 1\n0 4\ninstance a\n d\n1 1\n0 4\n", "f:5:2: instance 'a' comes twice, expected a name for each")]
    [InlineData("instance a\n d\n1 1\n0 4\nrubbish\n", "f:5:1: read 'rubbish', expected a line 'instance NAME' or a line of +")]
    [InlineData("instance a\n d\ninstance b\n1 1\n0 4\n", "f:3:1: instance 'a' has no line 'jobs machines' before the next")]
    [InlineData("instance a\n d\n2 2\n0 1 1 2\n1 3 0 9 9\n", "f:5:5: read '9', expected a machine from 0 to 1; nearest 1")]
    [InlineData("instance a\n d\n", "f:3: the text ends, expected a line 'jobs machines' for instance 'a'")]
    [InlineData("instance a\n d\n2 1\n0 4\n", "f:5: the text ends, expected 2 rows for 2 jobs, found 1")]
    public void The_OR_Library_format_refuses(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("""{"name":"a","machines":2,"ops":[[0,1,1,2],[1,3,2,4]]}""", "f:1:48: read machine 2 of 2, expected 0 to 1; read it with first machine 1 if machines count from 1")]
    [InlineData("""{"name":"a","machines":2,"ops":[[0,1,1,2],[1,3,0]]}""", "f:1:43: 3 numbers, expected pairs of machine and duration")]
    [InlineData("""{"name":"a","jobs":3,"machines":2,"ops":[[0,1],[1,3]]}""", "f:1:20: 3 jobs, but 'ops' has 2")]
    [InlineData("""{"name":"a","machines":2,"ops":[[0,4.5]]}""", "f:1:36: read '4.5', expected a duration of at least 0, a whole number; nearest 4")]
    [InlineData("""{"name":"a","machines":2,"ops":[[0,"4"]]}""", "f:1:36: read '\"4\"', expected a duration, a whole number")]
    [InlineData("""{"name":"a","machine":2,"ops":[[0,4]]}""", "f:1:1: has no 'machines'; did you mean 'machine'?")]
    [InlineData("""{"name":"a","machines":2,"machines":3,"ops":[[0,4]]}""", "f:1:26: 'machines' comes twice")]
    [InlineData("{\"name\":\"a\",\"machines\":2,\"ops\":[[0,1]]}\n{\"name\":\"a\",\"machines\":2,\"ops\":[[0,1]]}", "f:2:1: instance 'a' comes twice, expected a name for each")]
    [InlineData("""{"name":"a","machines":2,"ops":[]}""", "f:1: a: a shop needs at least 1 job")]
    [InlineData("""{"name":"a","machines":1e30,"ops":[[0,1]]}""", "f:1:24: read '1e30', expected a number of machines from 1 to 1000000, a whole number")]
    [InlineData("""{"name":"a\nb","machines":1,"ops":[[0,1]]}""", "f:1:9: read '\"a\\nb\"', expected a name without control characters")]
    [InlineData("""{"name":"\ud800","machines":1,"ops":[[0,1]]}""", "f:1:9: read '\\ud800', expected proper Unicode")]
    public void The_compact_format_refuses(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("""{"jobs":1,"machines":1,"data":[{"job":0,"operation":1,"machine":0,"duration":4}]}""", "f:1:53: read '1', expected an operation of exactly 0; nearest 0")]
    [InlineData("""{"jobs":1000000000,"machines":1,"data":[{"job":0,"operation":0,"machine":0,"duration":4}]}""", "f:1:9: 1000000000 jobs, but 'data' has 1 operations")]
    [InlineData("""{"jobs":2,"machines":1,"data":[{"job":0,"operation":0,"machine":0,"duration":4},{"job":0,"operation":1,"machine":0,"duration":4}]}""", "f:1:9: 2 jobs, but job 1 has no operation")]
    [InlineData("""{"jobs":1,"machines":1,"data":[{"job":0,"operation":0,"machine":0,"duration":4},{"job":0,"operation":0,"machine":0,"duration":4}]}""", "f:1:102: operation 0 of job 0 comes twice")]
    public void The_JSPLib_format_refuses(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("""{"format":"rota-shop","machines":1,"jobs":[{"operations":[[0,1]],"realease":4}]}""", "f:1:66: unknown property 'realease', expected name, release, due, weight, operations; did you mean 'release'?")]
    [InlineData("""{"format":"rota-shop","machines":1,"objective":"makspan","jobs":[]}""", "f:1:48: unknown objective 'makspan', expected makespan, total-flow, total-tardiness, total-weighted-tardiness; did you mean 'makespan'?")]
    [InlineData("""{"format":"rota-shop","machines":1,"jobs":[{"operations":[[]]}]}""", "f:1:59: an empty operation, expected [machine, duration] or a list of such pairs")]
    [InlineData("""{"format":"rota-shop","machines":1,"jobs":[{"operations":[[0,1,2]]}]}""", "f:1:59: 3 values, expected a pair [machine, duration]")]
    [InlineData("""{"format":"rota-shop","machines":1,"jobs":[{"operations":[],"release":-1}]}""", "f:1:71: read '-1', expected a release date of at least 0; nearest 0")]
    [InlineData("""{"format":"rota","machines":1,"jobs":[]}""", "f:1:11: read 'rota', expected format 'rota-shop'")]
    public void The_native_format_refuses(string text, string message) => Refuses(text, message);

    [Theory]
    [InlineData("""{"name":"a"}""", "f:1:1: expected a shop instance: an object with 'ops', 'data' or 'format', or an index")]
    [InlineData("""{"makespan":1, "machine_0":[0]}""", "f:1:1: is a solution, expected a shop instance: an object with 'ops', 'data' or 'format', or an index")]
    [InlineData("""{"status":"optimal", "answer":{}}""", "f:1:1: is a result of rota, expected a shop instance: an object with 'ops', 'data' or 'format', or an index")]
    [InlineData("{\n\"ops\": [[0,1]}", "f:2:14: is not JSON: '}' is invalid without a matching open.")]
    public void JSON_of_another_kind_is_refused(string text, string message) => Refuses(text, message);

    [Fact]
    public void An_option_out_of_range_is_refused() =>
        Assert.Equal("first machine 2 is out of range, expected 0 or 1", Assert.Throws<RotaException>(() => Read("1 1\n0 1", new() { FirstMachine = 2 })).Message);

    private static void Refuses(string text, string message, ShopReadOptions? options = null) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => Read(text, options)).Message);

    private static void Read(string text, ShopReadOptions? options) => ShopFiles.Read(TextInput.OfText(text, "f"), options);
}
