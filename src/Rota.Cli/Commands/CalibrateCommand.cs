using System.CommandLine;
using System.Globalization;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Formats;
using Rota.Serving.Latency;
using Spectre.Console;

namespace Rota.Cli.Commands;

/// <summary><c>calibrate</c>: the constants of the latency model from a user's own measurements.</summary>
internal static class CalibrateCommand
{
    public static Command Create(Terminal terminal)
    {
        var log = new Argument<string>("log") { HelpName = "LOG", Description = "a benchmark result of vLLM (JSON with ttfts, itls, input_lens) or a step log (CSV); '-' is standard input" };
        var hardware = TypedOption.Text("--hardware", "GPU", "the GPU it ran on: its constants are where the fit starts (default h100)").Suggesting(Gpus.All.Select(g => g.Name));
        var model = TypedOption.Text("--model", "MODEL", "the model, by name or as config.json (default llama-3.1-8b)").Suggesting(ModelShapes.All.Select(m => m.Name));
        var tensor = TypedOption.Number("--tp", "GPUs, tensor parallel (default 1)", 1, 64);
        var output = TypedOption.Text("--out", "FILE.json", "write a hardware file, for --hardware FILE.json");
        var command = new Command("calibrate", "fit the latency model to measurements of your own server") { log, hardware, model, tensor, output };
        command.SetAction(parse =>
        {
            var file = parse.GetValue(output) is { } path ? new OutputFile(path) : null;
            var gpu = parse.GetValue(hardware) is { } name ? File.Exists(name) ? HardwareFile.Read(TextInput.Open(name)) : Gpus.Find(name) : Gpus.Find("h100");
            var shape = parse.GetValue(model) is { } given ? File.Exists(given) ? ModelConfigFile.Read(TextInput.Open(given)) : ModelShapes.Find(given) : ModelShapes.Find("llama-3.1-8b");
            var samples = StepLogFile.Read(TextInput.Open(parse.GetValue(log)!));
            var report = LatencyFit.Fit(samples, shape, gpu, new Parallelism(Tensor: (int)(parse.GetValue(tensor) ?? 1)));
            Print(terminal, report, samples.Length);
            if (file is not null)
            {
                using var text = new StringWriter { NewLine = "\n" };
                HardwareFile.Write(report.Gpu, text);
                file.Write(text.ToString());
                terminal.Line($"written to {file.Path}: rota rehearse TRACE --hardware {file.Path}");
            }
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(Terminal terminal, LatencyFitReport report, int samples)
    {
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{samples} measurements, {report.Samples} used; error mean {100 * report.MeanError:0.0} %, 90th percentile {100 * report.P90Error:0.0} %, worst {100 * report.WorstError:0.0} %, bias {100 * report.Bias:+0.0;-0.0} %"));
        var table = Terminal.NewTable("constant", "value", "standard error", "");
        foreach (var constant in report.Constants)
            table.AddRow(
                Markup.Escape(constant.Name), constant.Value.ToString("G5", CultureInfo.InvariantCulture),
                constant.Identified ? (100 * constant.RelativeError).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "-", constant.Identified ? "fitted" : "kept");
        terminal.Draw(table);
        foreach (var warning in report.Warnings) terminal.Line($"note: {warning}");
    }
}
