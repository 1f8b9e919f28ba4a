using System.CommandLine;
using System.Globalization;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Serving;
using Rota.Serving.Formats;
using Rota.Serving.Generators;

namespace Rota.Cli.Serving;

/// <summary><c>generate trace</c>: request traces from seeds, in formats that engines and simulators read.</summary>
internal static class TraceGeneration
{
    private const string Own = "rota-trace", Sessions = "llm-serving-sim";

    // What generators call their number of units.
    private static readonly string[] Counts = ["requests", "programs", "conversations"];

    public static Command Create(Terminal terminal)
    {
        var kind = new Argument<string>("kind") { HelpName = "KIND", Description = "a generator, with parameters behind a colon if need be: synthetic-mix:long=0.1 (see rota formats)" };
        kind.CompletionSources.Add([.. ServingGenerators.All.Select(generator => generator.Name)]);
        var count = TypedOption.Number("--count", "requests, programs or conversations (default the generator's)", 1, 100_000_000);
        var rate = TypedOption.Create<double?>("--rate", "X", "arrivals a second (default the generator's)", text => ServingOptions.Real(text, 1e-9, 1e9));
        var variation = TypedOption.Create<double?>("--cv", "X", "coefficient of variation of the gaps: 0 constant, 1 Poisson (default), more in bursts", text => ServingOptions.Real(text, 0, 100));
        var seed = TypedOption.Number("--seed", "the same seed makes the same trace (default 1)", 0, long.MaxValue);
        var format = TypedOption.Text("--format", "NAME", $"{Own} (default: JSON lines that hold everything) or {Sessions}").Suggesting([Own, Sessions]);
        var output = TypedOption.Text("--out", "FILE", "file to write (default: standard output)");
        var command = new Command("trace", "a trace of LLM requests: chats, agents, papers' workloads") { kind, count, rate, variation, seed, format, output };
        command.SetAction(parse =>
        {
            var sessions = IsSessions(parse.GetValue(format));
            var file = parse.GetValue(output) is { } path ? new OutputFile(path) : null;
            var trace = Make(parse.GetValue(kind)!, parse.GetValue(count), parse.GetValue(rate), parse.GetValue(variation), parse.GetValue(seed));
            using var text = new StringWriter { NewLine = "\n" };
            var lost = sessions ? ServingTraceWriter.WriteSessions(trace, text) : [];
            if (!sessions) ServingTraceWriter.WriteJsonLines(trace, text);
            if (file is null)
            {
                terminal.Out.Write(text.ToString());
                return ExitCode.Ok;
            }
            file.Write(text.ToString());
            terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{trace.Requests.Length} requests in {trace.SpanSeconds:0.#} s; written to {file.Path}"));
            foreach (var line in lost) terminal.Line($"{Sessions} cannot hold {line}");
            return ExitCode.Ok;
        });
        return command;
    }

    /// <summary>What the options say is set where the generator knows it, and drawn anew where it does not.</summary>
    private static ServingTrace Make(string kind, long? count, double? rate, double? variation, long? seed)
    {
        var parts = kind.Split(':', 2);
        var known = ServingGenerators.All.FirstOrDefault(generator => generator.Name.Equals(parts[0], StringComparison.OrdinalIgnoreCase))?.Parameters ?? [];
        List<string> values = parts.Length > 1 && parts[1].Length > 0 ? [parts[1]] : [];
        if (count is { } units) Set(Counts.FirstOrDefault(Has) ?? Counts[0], units);
        if (seed is { } number) Set("seed", number);
        var drawn = (rate is not null && !Has("rate")) || (variation is not null && !Has("cv"));
        if (rate is { } often && Has("rate")) Set("rate", often);
        if (variation is { } spread && Has("cv")) Set("cv", spread);
        var trace = ServingGenerators.Create(values.Count == 0 ? parts[0] : $"{parts[0]}:{string.Join(',', values)}");
        if (!drawn) return trace;
        var usual = known.FirstOrDefault(parameter => parameter.Name == "rate")?.Default;
        var mean = rate ?? (usual is null ? throw new RotaException($"{parts[0]} has no rate of its own: say one, --rate X") : double.Parse(usual, CultureInfo.InvariantCulture));
        return trace.WithArrivals(new ArrivalProcess(mean, variation ?? 1), (ulong)(seed ?? 1));

        bool Has(string name) => known.Any(parameter => parameter.Name == name);

        void Set(string name, IFormattable value) => values.Add($"{name}={value.ToString(null, CultureInfo.InvariantCulture)}");
    }

    private static bool IsSessions(string? format) => format?.ToLowerInvariant() switch
    {
        null or Own => false,
        Sessions => true,
        _ => throw new RotaException($"traces are written as {Own} or {Sessions}, not '{format}'{Suggestion.Of(format, [Own, Sessions])}"),
    };
}
