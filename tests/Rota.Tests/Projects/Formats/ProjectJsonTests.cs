using Rota.Formats;
using Rota.Projects;
using Rota.Projects.Formats;
using Xunit;

namespace Rota.Tests.Projects.Formats;

public class ProjectJsonTests
{
    private const string Everything = """
        {"version": 1, "name": "all", "unit": "hour",
         "tasks": [{"id": "a", "name": "Dig", "modes": [{"duration": 3, "demand": {"crew": 2}}, {"duration": 5, "demand": {"crew": 1, "money": 7}}]},
           {"id": "b", "duration": 2, "demand": {"crew": 1}, "release": 4, "due": 40, "pauses": true}, {"id": "c", "duration": 0}],
         "resources": [{"id": "crew", "name": "The crew", "capacity": 2, "downtime": [[5, 7], [9, 12, 1]], "calendar": "week"},
           {"id": "money", "capacity": 9, "kind": "non-renewable"}],
         "precedence": [["a", "b"]], "lags": [{"from": "b", "to": "a", "kind": "start-start", "lag": -9}],
         "exclusive": [["a", "b", "c"]], "calendars": [{"id": "week", "cycle": 24, "open": [[0, 12], [13, 20]], "closed": [[48, 50]], "opened": [[12, 13]]}],
         "horizon": 480, "meta": {"seed": 7, "by": "hand"}}
        """;

    [Fact]
    public void Everything_it_holds_survives_a_round()
    {
        var first = Read(Everything);
        var written = Write(first);
        var second = Read(written);
        Assert.Equal(written, Write(second));
        Assert.Equal("{\"seed\": 7, \"by\": \"hand\"}", second.Meta);
        Assert.Equal(first.Tasks.Select(task => (task.Id, task.Name, task.Release, task.Due, task.Pauses)), second.Tasks.Select(task => (task.Id, task.Name, task.Release, task.Due, task.Pauses)));
        Assert.Equal(first.Links, second.Links);
        Assert.Equal([0, 1, 2], second.Exclusive[0]);
        Assert.Equal(480, second.Horizon);
        Assert.Equal(0, second.Capacity(0).At(21));
        Assert.Equal(2, second.Capacity(0).At(12));
        Assert.Equal(0, second.Capacity(0).At(12 + 24));
        Assert.Equal(0, second.Capacity(0).At(49));
        Assert.Equal(2, second.Capacity(0).At(50));
        Assert.Equal(1, second.Capacity(0).At(10));
    }

    [Fact]
    public void The_specifications_instance_is_read()
    {
        var problem = SpecVector.Problem;
        Assert.Equal("vector", problem.Name);
        Assert.Equal(["A", "B", "C", "D"], problem.Tasks.Select(task => task.Id));
        Assert.Equal("hour", problem.Unit);
    }

    [Theory]
    [InlineData("\"D\",\"duration\":4", "\"A\",\"duration\":4", "vector.json:3:")]
    [InlineData("[\"A\",\"C\"]", "[\"A\",\"Z\"]", "unknown task 'Z'")]
    [InlineData("\"crew\":2", "\"craw\":2", "undeclared resource 'craw'; did you mean 'crew'?")]
    [InlineData("\"crew\":2", "\"crew\":3", "task C demands 3 of crew, which has capacity 2")]
    [InlineData("\"due\":12", "\"due\":5", "task D has the window [2, 5), too short for its duration 4")]
    [InlineData("[\"B\",\"D\"]", "[\"C\",\"A\"]", "a circle of precedence: A -> C -> A")]
    [InlineData("[[5,6]]", "[[6,5]]", "reversed")]
    [InlineData("\"duration\":3", "\"duration\":3.5", "a whole number; nearest 4")]
    [InlineData("\"duration\":3", "\"duration\":-3", "nearest 0")]
    [InlineData("\"exclusive\":[[\"A\",\"D\"]]", "\"exclusive\":[[\"A\"]]", "tasks that must not overlap")]
    [InlineData("\"release\":2", "\"relaese\":2", "did you mean 'release'?")]
    [InlineData("[\"A\",\"C\"]", "[\"A\",\"A\"]", "task A is linked to itself")]
    public void What_is_wrong_is_said_with_its_place(string good, string bad, string expected)
    {
        Assert.Contains(good, SpecVector.Json);
        var fault = Assert.Throws<InputException>(() => ProjectFiles.Read(TextInput.OfText(SpecVector.Json.Replace(good, bad), "vector.json")));
        Assert.Contains(expected, fault.Message);
        Assert.True(fault.Line > 0);
    }

    [Theory]
    [InlineData("[[5,6]]", "[[5,8],[7,9]]", "resource crew: downtimes overlap at 7; the smaller capacity holds")]
    [InlineData("[\"B\",\"D\"]", "[\"B\",\"D\"],[\"B\",\"D\"]", "the link B -> D comes twice")]
    public void What_is_odd_is_noted(string good, string odd, string expected) =>
        Assert.Contains(expected, ProjectFiles.Read(TextInput.OfText(SpecVector.Json.Replace(good, odd), "vector.json"))[0].Notes);

    private static ProjectProblem Read(string json) => ProjectFiles.Read(TextInput.OfText(json, "x.json"))[0];

    private static string Write(ProjectProblem problem)
    {
        using var text = new StringWriter();
        ProjectFiles.Write(problem, null, text);
        return text.ToString();
    }
}
