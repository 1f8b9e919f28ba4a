using System.Text;
using System.Text.Json;
using CsCheck;
using Rota.Projects.Formats;
using Rota.Projects.Solvers;
using Xunit;

namespace Rota.Tests.Projects.Formats;

public class ProjectAnswerJsonTests
{
    [Fact]
    public void What_is_written_is_read_back() =>
        RandomProjects.Easy.Sample(
            problem =>
            {
                var modes = problem.Tasks.Select(task => task.Modes.Length - 1).ToArray();
                var schedule = new SerialScheme(problem).Schedule([.. Enumerable.Range(0, problem.Tasks.Length)], modes)!;
                using var stream = new MemoryStream();
                using (var writer = new Utf8JsonWriter(stream)) ProjectAnswerJson.Write(writer, problem, schedule);
                using var document = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
                var read = ProjectAnswerJson.Read(document.RootElement, problem);
                Assert.Equal(schedule.Starts, read.Starts);
                Assert.Equal(schedule.Modes, read.Modes);
            },
            iter: 200);

    [Theory]
    [InlineData("[]", "the answer is '[]', expected an object with a list 'schedule'")]
    [InlineData("""{"schedule":[{"id":"A","start":0}]}""", "the schedule has no task B")]
    [InlineData("""{"schedule":[{"id":"A","start":0},{"id":"A","start":0}]}""", "schedule[1]: task A comes twice")]
    [InlineData("""{"schedule":[{"id":"a","start":0}]}""", "schedule[0] names the unknown task 'a'")]
    [InlineData("""{"schedule":[{"id":"A","start":0.5}]}""", "schedule[0] has '0.5', expected whole numbers")]
    [InlineData("""{"schedule":[{"id":"A","start":0,"end":4}]}""", "schedule[0]: task A started at 0 ends at 3, read 4")]
    [InlineData("""{"schedule":[{"id":"A"}]}""", "schedule[0]: task A has no 'start'")]
    [InlineData("""{"schedule":[{"id":"A","start":0,"mode":1}]}""", "schedule[0]: task A runs in mode 1, expected 0 to 0")]
    public void What_is_wrong_is_said(string json, string expected)
    {
        using var document = JsonDocument.Parse(json);
        Assert.StartsWith(expected, Assert.Throws<RotaException>(() => ProjectAnswerJson.Read(document.RootElement, SpecVector.Problem)).Message);
    }
}
