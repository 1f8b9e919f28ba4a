using System.Globalization;
using Rota.Cli.Commands;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Serving.Rehearsal;
using Rota.Serving.Results;
using Spectre.Console;

namespace Rota.Cli.Serving;

/// <summary>Explains a request of a run that <c>rota rehearse --out</c> wrote: rehearses it again and tells the request's story.</summary>
internal static class RunExplanation
{
    public static int Print(Terminal terminal, string path, string? request, bool json)
    {
        var record = RehearsalRecord.Read(path);
        var result = RehearseCommand.Again(terminal, record);
        if (request is null)
        {
            Overview(terminal, result, path);
            return ExitCode.Ok;
        }
        var number = Find(result, request);
        var lines = RequestExplanation.Of(result, number).ToList();
        if (json)
            terminal.Out.Write(ResultJson.Text(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("request", RequestExplanation.NameOf(result, number));
                writer.WriteStartArray("lines");
                foreach (var line in lines) writer.WriteStringValue(line);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }));
        else
            foreach (var line in lines) terminal.Line(line);
        return ExitCode.Ok;
    }

    /// <summary>Without a request: those that waited longest, to ask about.</summary>
    private static void Overview(Terminal terminal, RunResult result, string path)
    {
        terminal.Line($"{result.Workload.Count} requests under {result.Fleet.Instances[0].Policy.Name}; those that waited longest for their first token:");
        var slowest = result.Requests.Where(r => !double.IsNaN(r.FirstToken)).OrderByDescending(r => r.Ttft).ThenBy(r => r.Request).Take(10).ToList();
        var table = Terminal.NewTable("request", "prompt", "output", "ttft s", "queued s", "preemptions");
        foreach (var r in slowest)
            table.AddRow(
                Markup.Escape(RequestExplanation.NameOf(result, r.Request)), r.Prompt.ToString(CultureInfo.InvariantCulture), r.Output.ToString(CultureInfo.InvariantCulture),
                r.Ttft.ToString("F3", CultureInfo.InvariantCulture), r.QueueTime.ToString("F3", CultureInfo.InvariantCulture), r.Preemptions.ToString(CultureInfo.InvariantCulture));
        terminal.Draw(table);
        if (slowest.Count > 0) terminal.Line($"ask about one: rota explain {path} --request {RequestExplanation.NameOf(result, slowest[0].Request)}");
    }

    private static int Find(RunResult result, string wanted)
    {
        var requests = result.Workload.Trace.Requests;
        for (var i = 0; i < requests.Length; i++)
            if (requests[i].Id == wanted) return i;
        if (int.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < requests.Length) return number;
        throw new RotaException($"the run has no request '{wanted}', expected an id of the trace or a number from 0 to {requests.Length - 1}{Suggestion.NearestOnly(wanted, [.. requests.Select(r => r.Id).Where(id => id.Length > 0).Take(10_000)])}");
    }
}
