using CsCheck;
using Rota.Formats;
using Rota.Rendering;
using Rota.Schedules;
using Rota.Tests.Schedules;
using Xunit;

namespace Rota.Tests.Rendering;

public sealed class ScheduleCsvTests
{
    private const string Header = "resource,work,part,start,end\n";

    private static Schedule Read(string text) => ScheduleCsv.Read(new StringReader(text), "plan.csv");

    private static string Write(Schedule schedule)
    {
        var writer = new StringWriter();
        ScheduleCsv.Write(schedule, writer);
        return writer.ToString();
    }

    [Fact]
    public void Writes_names_first_then_a_row_a_block() => Assert.Equal(
        "# name,two\n# unit,min\n# resource,\"lathe, old\",1\n# work,axle\n"
        + "resource_index,resource,work_index,work,part,start,end\n0,\"lathe, old\",0,axle,0,3,12\n",
        Write(new("two", "min", [new("lathe, old")], ["axle"], [new(0, 0, 0, 3, 12)])));

    [Fact]
    public void What_is_written_is_read_back() =>
        RandomSchedules.Any.Sample(schedule => Assert.True(RandomSchedules.Same(schedule, Read(Write(schedule)))), iter: 1000);

    [Fact]
    public void A_plain_table_names_its_resources_and_works_as_they_appear()
    {
        var schedule = Read("end,start,work,resource,note\n5,2,bolt,mill,x\n9,5,axle,mill,\n2,0,bolt,lathe,y");
        Assert.Equal([new("mill"), new("lathe")], schedule.Resources);
        Assert.Equal(["bolt", "axle"], schedule.Works);
        Assert.Equal([new(0, 0, 0, 2, 5), new(0, 1, 0, 5, 9), new(1, 0, 0, 0, 2)], schedule.Blocks);
    }

    [Fact]
    public void Line_ends_of_windows_and_a_missing_last_one_are_read() =>
        Assert.Equal(2, Read(Header.ReplaceLineEndings("\r\n") + "a,b,0,0,1\r\na,c,0,1,2").Blocks.Length);

    [Theory]
    [InlineData("", "plan.csv: no header found, expected a line with resource_index,resource,work_index,work,part,start,end")]
    [InlineData("start,end\n0,1\n", "plan.csv:1: the header has no column 'resource', expected resource_index,resource,work_index,work,part,start,end")]
    [InlineData(Header + "a,b,0,1\n", "plan.csv:2: 4 fields, expected 5 as in the header")]
    [InlineData(Header + "a,b,0,0,1\n\na,b,0,x,1\n", "plan.csv:4:4: 'x' is not an integer, expected start")]
    [InlineData(Header + "a,b,0,7,3\n", "plan.csv:2:5: end 3 is before start 7")]
    [InlineData(Header + "a,b,-1,0,3\n", "plan.csv:2:3: -1 is out of range, expected 0 to 2147483647")]
    [InlineData(Header + "\"a\nb,c", "plan.csv:2:1: a quoted field is never closed, expected '\"'")]
    [InlineData("# resource,lathe\n# work,b\n" + Header + "late,b,0,0,3\n", "plan.csv:4:1: no resource 'late' is declared, expected one of lathe")]
    [InlineData("# resource,m\n# resource,m\n" + Header + "m,b,0,0,3\n", "plan.csv:4:1: two resources are called 'm', expected the column resource_index to tell them apart")]
    [InlineData("# resource\n", "plan.csv:1:2: nothing follows '# resource', expected its name")]
    [InlineData("# resource,m,0\n", "plan.csv:1:3: 0 is out of range, expected 1 to 2147483647")]
    [InlineData("resource_index,work,start,end\n0,b,0,3\n", "plan.csv:2:1: an index without names, expected '# resource,NAME' lines before the header")]
    [InlineData("# resource,m\nresource_index,resource,work,start,end\n0,k,b,0,3\n", "plan.csv:3:2: resource 0 is 'm', the line says 'k'")]
    public void A_fault_has_its_place(string text, string message) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => Read(text)).Message);

    [Fact]
    public void A_mutated_file_is_read_or_refused()
    {
        Gen.Select(RandomSchedules.Any, Gen.Int[0, 1000], Gen.Char["0,\"\n#-x"]).Sample(
            (schedule, at, letter) =>
            {
                var text = Write(schedule);
                at %= text.Length;
                try
                {
                    Read(text[..at] + letter + text[(at + 1)..]);
                }
                catch (InputException fault)
                {
                    Assert.StartsWith("plan.csv", fault.Message);
                }
            },
            iter: 2000);
    }
}
