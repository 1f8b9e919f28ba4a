using System.Globalization;
using Rota.Cli.Rehearse;
using Rota.Cli.Serving;
using Rota.Rendering;
using Rota.Shop.Transfer.Generators;
using Rota.Shop.Transfer.Rehearsal;

namespace Rota.Cli.Demo;

/// <summary>A transfer robot with two arms: rules that wait for what is done, rules that go early, the swap cycle, a learnt policy.</summary>
internal sealed class TransferAct : IDemoAct
{
    private static readonly string[] Policies = ["fifo", "pull", "est", "swap", "learned"];

    public string Title => "a robot with two arms between nine process units";

    public TimeSpan Length(DemoOptions options) => TimeSpan.FromSeconds(2);

    public DemoScene? Play(Terminal terminal, DemoOptions options)
    {
        terminal.Line("Glass plates go through four stages; one robot changes plates at every stage. Who decides where it goes next?");
        terminal.Out.Flush();
        TransferReport report;
        try
        {
            report = TransferRehearsal.Run(new(ReferenceLines.Create(4, arms: 2, noise: 0.2), [.. Policies]) { Seeds = 2, Plates = 200 }, null, terminal.Interruption.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
        RehearsalTable.Draw(terminal, TransferReport.Heads, PolicyCells.Rows(report.Policies, report.Cells.Select(row => (IReadOnlyList<double>)row)), 1);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"A plate every {report.Mean("fifo", r => r.Tact):0} s first in first out, every {report.Mean("learned", r => r.Tact):0} s as learnt; no policy goes below {report.Bounds.Tact:0} s.");
        terminal.Line(text);
        return new($"transfer robots: {Title}", [PageSection.Text("What the order of moves is worth", text)], null);
    }
}
