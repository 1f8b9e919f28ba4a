using Rota.Formats;
using Rota.Shop.Transfer;
using Rota.Shop.Transfer.Formats;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Policies;
using Rota.Shop.Transfer.Simulation;
using Xunit;

namespace Rota.Tests.Shop.Transfer;

public class LineFilesTests
{
    private const string Plating = """
        name: plating
        stations:
          - {name: load, kind: input}
          - {name: clean, x: 1500}
          - {name: plate-1, x: 3000}
          - {name: plate-2, x: 4500}
          - {name: unload, kind: output, x: 6000}
        robots:
          - name: hoist
            kinematics: {rail: [800, 400], stroke: 1000}
        recipes:
          - name: nickel
            steps:
              - {station: clean, time: 60, max_hold: 30}
              - {stations: [plate-1, plate-2], time: 240}
        plates: 401
        """;

    [Fact]
    public void A_line_in_yaml_is_rehearsed()
    {
        var line = Read(Plating);
        Assert.Equal(30_000, line.Recipes[0].Steps[0].MaxHold);
        var result = LineRehearsal.Run(line, new EarliestStart(), cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(401, result.Outputs.Length);
        Assert.True(result.Tact >= 0.99 * LineBounds.Of(line).Tact);
    }

    [Fact]
    public void What_is_written_comes_back_and_runs_alike()
    {
        foreach (var line in new[] { ReferenceLines.Create(4, arms: 2, noise: 0.2), TandemLine.Create(new()), Read(Plating), RandomLines.Create(5) })
        {
            using var text = new StringWriter();
            LineFiles.Write(line, text);
            var again = Read(text.ToString());
            var rule = new EarliestStartOldest();
            Assert.Equal(LineRehearsal.Run(line, rule, 1, 30, cancellation: TestContext.Current.CancellationToken).Outputs, LineRehearsal.Run(again, rule, 1, 30, cancellation: TestContext.Current.CancellationToken).Outputs);
        }
    }

    [Theory]
    [InlineData("station: clean, time", "station: cleen, time", "l.yaml:14:19: unknown station 'cleen', expected one of load, clean, plate-1, plate-2, unload; did you mean 'clean'?")]
    [InlineData("time: 240", "time: -240", "l.yaml:15:46: read '-240', expected a process time in seconds from 0 to 10000000; nearest 0")]
    [InlineData("kind: output", "kind: outptu", "l.yaml:7:26: unknown kind 'outptu', expected process, input, output, buffer, aligner, inspection; did you mean 'output'?")]
    [InlineData("kinematics: {rail: [800, 400], stroke: 1000}", "travel: [[0]]\n    pick: 1\n    place: 1", "l.yaml:10:13: 1 rows of travel times, expected 5, one a station")]
    [InlineData("x: 4500", "x: 4500, capacity: 0", "l.yaml:6:40: read '0', expected a capacity from 1 to 100000; nearest 1")]
    [InlineData("plates: 401", "plate: 401", "l.yaml:16:1: unknown name 'plate', expected name, stations, robots, recipes, arrivals, noise, travel_noise, plates, notes; did you mean 'plates'?")]
    [InlineData("- name: hoist", "- name: hoist\n    reach: [load, clean]", "l.yaml: plating: recipe 'nickel': no robot carries from 'clean' to a station of step 2")]
    public void Faults_are_named_with_their_place(string what, string by, string message) =>
        Assert.Equal(message, Assert.Throws<InputException>(() => Read(Plating.Replace(what, by, StringComparison.Ordinal))).Message);

    private static TransferLine Read(string text) => LineFiles.Read(TextInput.OfText(text, "l.yaml"));
}
