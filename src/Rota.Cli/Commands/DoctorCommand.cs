using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;

namespace Rota.Cli.Commands;

/// <summary><c>doctor</c>: what the tool runs on and whether it works here, fit to be pasted into a report.</summary>
internal static class DoctorCommand
{
    public static Command Create(Terminal terminal)
    {
        var json = TypedOption.Flag("--json", "print the report as one JSON object");
        var command = new Command("doctor", "check that rota works on this machine; paste its report into an issue") { json };
        command.SetAction(parse =>
        {
            var report = Diagnosis.Make();
            if (parse.GetValue(json)) terminal.Out.Write(ResultJson.Text(report.Write));
            else foreach (var (name, value) in report.Lines) terminal.Line($"{name,-14} {value}");
            return report.Healthy ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }
}
