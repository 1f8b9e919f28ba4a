using System.Globalization;
using Rota.Cli.Rehearse;
using Rota.Cli.Serving;
using Rota.Rendering;
using Rota.SingleMachine.FlowTime.Generators;
using Rota.SingleMachine.FlowTime.Rehearsal;

namespace Rota.Cli.Demo;

/// <summary>Jobs that reveal their work one operation at a time: what a rule may trust, shown as the ratio to one who knows everything.</summary>
internal sealed class FlowTimeAct : IDemoAct
{
    private static readonly string[] Policies = ["hindsight", "srpt-op", "chunk-balance", "setf", "fifo"];

    public string Title => "jobs whose next step shows only when the last is done";

    public TimeSpan Length(DemoOptions options) => TimeSpan.FromSeconds(2);

    public DemoScene? Play(Terminal terminal, DemoOptions options)
    {
        terminal.Line("300 jobs of up to eight operations on one machine; nobody knows how many, and a length only when the operation before it is done.");
        terminal.Out.Flush();
        var problem = FlowFamilies.Create(new() { Family = FlowFamily.Random, Jobs = 300, Operations = 8 });
        FlowTimeReport report;
        try
        {
            report = FlowTimeRehearsal.Run(new(problem, [.. Policies]) { Seeds = 5 }, null, terminal.Interruption.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        RehearsalTable.Draw(terminal, FlowTimeReport.Heads, PolicyCells.Rows(report.Policies, report.Cells.Select(row => (IReadOnlyList<double>)row)), 1);
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{Policies[0]} takes {report.Mean(Policies[0], row => row.Ratio):0.00} times the flow time of one who knows every length beforehand, first in first out {report.Mean("fifo", row => row.Ratio):0.00} times.");
        terminal.Line(text);
        return new($"flow time: {Title}", [PageSection.Text("What not knowing costs", text)], null);
    }
}
