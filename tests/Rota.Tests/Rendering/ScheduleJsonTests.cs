using CsCheck;
using Rota.Formats;
using Rota.Rendering;
using Rota.Schedules;
using Rota.Tests.Schedules;
using Xunit;

namespace Rota.Tests.Rendering;

public sealed class ScheduleJsonTests
{
    private static Schedule Read(string text) => ScheduleJson.Read(new StringReader(text), "plan.json");

    private static string Write(Schedule schedule)
    {
        var writer = new StringWriter();
        ScheduleJson.Write(schedule, writer);
        return writer.ToString();
    }

    [Fact]
    public void Writes_one_object_on_one_line() => Assert.Equal(
        """{"name":"two","unit":"min","resources":[{"name":"lathe","capacity":2}],"works":["axle"],"blocks":[{"resource":0,"work":0,"part":1,"start":3,"end":12}]}""" + "\n",
        Write(new("two", "min", [new("lathe", 2)], ["axle"], [new(0, 0, 1, 3, 12)])));

    [Fact]
    public void What_is_written_is_read_back() =>
        RandomSchedules.Any.Sample(schedule => Assert.True(RandomSchedules.Same(schedule, Read(Write(schedule)))), iter: 1000);

    [Fact]
    public void Members_come_in_any_order_and_unknown_ones_are_passed_over()
    {
        var schedule = Read("""{"blocks":[{"end":2,"start":0,"x":[1,{}],"work":0,"resource":0}],"more":{"a":[]},"works":["w"],"resources":[{"name":"m"}]}""");
        Assert.Equal([new(0, 0, 0, 0, 2)], schedule.Blocks);
        Assert.Equal([new("m", 1)], schedule.Resources);
        Assert.Equal(("plan.json", "time units"), (schedule.Name, schedule.TimeUnit));
    }

    [Theory]
    [InlineData("", "plan.json:1:1: not JSON: ")]
    [InlineData("[]", "plan.json:1:1: found [], expected an object with name, unit, resources, works and blocks")]
    [InlineData("{\n \"works\": [3]}", "plan.json:2:12: found 3]}, expected a work in quotes")]
    [InlineData("{\n \"works\": 3}", "plan.json:2:11: found 3}, expected 'works' as a list")]
    [InlineData("{\"works\":[],\"works\":[]}", "plan.json:1:21: 'works' comes twice")]
    [InlineData("{\"works\":[],\"blocks\":[]}", "plan.json: the schedule has no 'resources'")]
    [InlineData("{\"resources\":[{}]}", "plan.json:1:15: the resource has no 'name'")]
    [InlineData("{\"resources\":[{\"name\":\"m\",\"capacity\":1.5}]}", "plan.json:1:38: capacity is 1.5, expected an integer from 1 to 2147483647")]
    [InlineData("{\"works\":[],\n\"blocks\":[{\"work\":0,\"resource\":0,\"start\":0}]}", "plan.json:2:11: the block lacks 'end'")]
    [InlineData("{\"works\":[],\n\"blocks\":[{\"work\":0,\"resource\":0,\"start\":4,\"end\":3}]}", "plan.json:2:11: the block's end 3 is before its start 4")]
    [InlineData("{\"resources\":[{\"name\":\"m\"}],\"works\":[],\n\"blocks\":[{\"work\":0,\"resource\":0,\"start\":0,\"end\":3}]}", "plan.json:2:11: block 0 names work 0, but there is no work")]
    [InlineData("{\"works\":[\"\\ud800\"]}", "plan.json:1:11: the text holds half of a surrogate pair, expected whole characters")]
    [InlineData("{\"works\":[]", "plan.json:1:12: not JSON: ")]
    public void A_fault_has_its_place(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<InputException>(() => Read(text)).Message);

    [Fact]
    public void A_mutated_file_is_read_or_refused()
    {
        Gen.Select(RandomSchedules.Any, Gen.Int[0, 1000], Gen.Char["0,\"\n[]{}-x\\"]).Sample(
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
                    Assert.StartsWith("plan.json", fault.Message);
                }
            },
            iter: 2000);
    }
}
