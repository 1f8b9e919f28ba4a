using System.Text;
using Rota.Formats;
using Rota.Projects;
using Rota.Projects.Formats;
using Xunit;

namespace Rota.Tests.Projects.Exports;

public sealed class TaskTableTests
{
    private const string Table = """
        id,name,duration,predecessors,due,crew (2),crane (1)
        a,Dig,3,,,2,
        b,Pour,2,a+1,,1,1
        c,,0,a; b-1,20,,
        """;

    [Fact]
    public void A_table_is_recognised_and_read()
    {
        var problem = Assert.Single(ProjectFiles.Read(Of(Table)));
        Assert.Equal([("crew", 2L), ("crane", 1L)], problem.Resources.Select(resource => (resource.Id, resource.Capacity)));
        Assert.Equal([new ProjectLink(0, 1, 1), new(0, 2), new(1, 2, -1)], problem.Links);
        Assert.Equal(20, problem.Tasks[2].Due);
        Assert.Equal("a (Dig)", problem.Tasks[0].Title);
    }

    [Fact]
    public void What_is_written_reads_back_the_same()
    {
        var problem = ProjectFiles.Read(Of(Table)).Single();
        using var text = new StringWriter();
        ProjectFiles.Write(problem, TaskTableFormat.FormatName, text);
        var back = ProjectFiles.Read(Of(text.ToString())).Single();
        Assert.Equal(problem.Links, back.Links);
        Assert.Equal(problem.Tasks.Select(task => (task.Id, task.Name, task.Due, task.Modes[0].Duration, task.Modes[0].DemandOf(0))), back.Tasks.Select(task => (task.Id, task.Name, task.Due, task.Modes[0].Duration, task.Modes[0].DemandOf(0))));
    }

    [Theory]
    [InlineData("a+1", "x", "f:3:4: unknown task 'x'")]
    [InlineData("a+1", "a+y", "f:3:4: read the lag '+y', expected a whole number")]
    [InlineData("b,Pour", "a,Pour", "f:3:1: task 'a' comes twice")]
    [InlineData("b,Pour,2", "b,Pour,-2", "f:3:3: read '-2', expected a duration")]
    [InlineData("crane (1)", "crane", "f:1:7: column 'crane', expected id, name")]
    [InlineData("a,Dig,3,", "a,Dig,3,c", "b, which")]
    public void A_fault_is_named_with_its_place(string right, string wrong, string expected)
    {
        var text = Table.Replace(right, wrong, StringComparison.Ordinal);
        var message = Assert.ThrowsAny<RotaException>(() => ProjectFiles.Read(Of(text), new() { FormatName = TaskTableFormat.FormatName })).Message;
        if (expected == "b, which") Assert.Contains("circle", message, StringComparison.Ordinal);
        else Assert.Contains(expected, message, StringComparison.Ordinal);
    }

    private static TextInput Of(string text) => TextInput.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "f");
}
