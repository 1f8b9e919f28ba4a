using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Rota.Serving.Formats;

/// <summary>Writes traces: as Rota's own JSON lines, which hold everything, or as LLMServingSim's, which other tools read.</summary>
public static class ServingTraceWriter
{
    /// <summary>Longest name of a request, program, class or tool.</summary>
    internal const int LongestName = 200;

    /// <summary>Longest line that says what was dropped or assumed.</summary>
    internal const int LongestLine = 1000;

    /// <summary>Writes JSON lines that <see cref="ServingTraces"/> reads back as the same trace: a first line about the whole, then a request a line.</summary>
    /// <exception cref="RotaException">A name is longer than 200 letters or has control characters.</exception>
    public static void WriteJsonLines(ServingTrace trace, TextWriter output)
    {
        var line = new JsonLine(output);
        line.Write(writer =>
        {
            writer.WriteString("format", RequestJsonFormat.OwnFormat);
            writer.WriteString("name", Name(trace.Name, "name of the trace"));
            writer.WriteBoolean("arrivals", trace.HasArrivals);
            WriteLines(writer, "dropped", trace.Dropped);
            WriteLines(writer, "notes", trace.Notes);
        });
        foreach (var request in trace.Requests) line.Write(writer => WriteRequest(writer, request));
    }

    /// <summary>
    /// Writes LLMServingSim's JSON lines: a program as a session, a request on its own as a row, times in nanoseconds. Read back, arrivals begin at 0.
    /// </summary>
    /// <returns>What this format cannot hold and was left out, a line for each; empty when nothing was.</returns>
    /// <exception cref="RotaException">The trace has no arrivals, or a name that is too long.</exception>
    public static ImmutableArray<string> WriteSessions(ServingTrace trace, TextWriter output)
    {
        if (!trace.HasArrivals) throw new RotaException($"{trace.Name}: has no arrivals, which sessions need; give it some first");
        var line = new JsonLine(output);
        var programs = trace.Requests.Where(request => request.Program.Length > 0).ToLookup(request => request.Program);
        var written = new HashSet<string>();
        foreach (var request in trace.Requests)
        {
            if (request.Program.Length > 0 && !written.Add(request.Program)) continue;
            line.Write(writer =>
            {
                if (request.Program.Length > 0) writer.WriteString("session_id", Name(request.Program, "program"));
                writer.WriteNumber("arrival_time_ns", Nanoseconds(request.ArrivalSeconds));
                if (request.Program.Length == 0) WriteLengths(writer, request);
                else WriteTurns(writer, programs[request.Program]);
            });
        }
        return Losses(trace);
    }

    private static void WriteTurns(Utf8JsonWriter writer, IEnumerable<TraceRequest> turns)
    {
        writer.WriteStartArray("sub_requests");
        foreach (var turn in turns)
        {
            writer.WriteStartObject();
            WriteLengths(writer, turn);
            writer.WriteNumber("tool_duration_ns", Nanoseconds(turn.PauseSeconds));
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteLengths(Utf8JsonWriter writer, TraceRequest request)
    {
        writer.WriteNumber("input_toks", request.Prompt);
        writer.WriteNumber("output_toks", request.Output);
    }

    private static ImmutableArray<string> Losses(ServingTrace trace)
    {
        (string What, Func<TraceRequest, bool> Has)[] lost =
        [
            ("ids", r => r.Id.Length > 0), ("classes", r => r.Class.Length > 0), ("targets", r => r.TtftTarget is not null || r.TbtTarget is not null),
            ("declared maxima", r => r.DeclaredMax is not null), ("names of tools", r => r.Tool.Length > 0), ("blocks", r => !r.Blocks.IsEmpty),
            ("context breaks", r => r.SharedWithPrevious is not null),
        ];
        return [.. lost.Select(loss => (loss.What, Count: trace.Requests.Count(loss.Has))).Where(loss => loss.Count > 0).Select(loss => $"{loss.What} of {loss.Count} requests")];
    }

    private static void WriteRequest(Utf8JsonWriter writer, TraceRequest request)
    {
        if (request.Id.Length > 0) writer.WriteString("id", Name(request.Id, "id"));
        writer.WriteNumber("arrival_s", request.ArrivalSeconds);
        writer.WriteNumber("input_length", request.Prompt);
        writer.WriteNumber("output_length", request.Output);
        if (request.DeclaredMax is { } max) writer.WriteNumber("max_tokens", max);
        if (request.Class.Length > 0) writer.WriteString("class", Name(request.Class, "class"));
        if (request.TtftTarget is { } ttft) writer.WriteNumber("ttft_slo_s", ttft);
        if (request.TbtTarget is { } tbt) writer.WriteNumber("tbt_slo_s", tbt);
        if (request.Program.Length > 0) writer.WriteString("program", Name(request.Program, "program"));
        if (request.PauseSeconds != 0) writer.WriteNumber("pause_s", request.PauseSeconds);
        if (request.Tool.Length > 0) writer.WriteString("tool", Name(request.Tool, "tool"));
        if (request.SharedWithPrevious is { } shared) writer.WriteNumber("shared_tokens", shared);
        if (request.BlockTokens != 16) writer.WriteNumber("block_size", request.BlockTokens);
        if (request.Blocks.IsEmpty) return;
        writer.WriteStartArray("hash_ids");
        foreach (var block in request.Blocks) writer.WriteNumberValue(block);
        writer.WriteEndArray();
    }

    private static void WriteLines(Utf8JsonWriter writer, string name, ImmutableArray<string> lines)
    {
        if (lines.IsEmpty) return;
        writer.WriteStartArray(name);
        foreach (var line in lines) writer.WriteStringValue(line.Length <= LongestLine ? line : line[..LongestLine]);
        writer.WriteEndArray();
    }

    private static long Nanoseconds(double seconds) => (long)Math.Round(seconds * 1e9);

    private static string Name(string name, string what) => name.Length <= LongestName && !name.Any(char.IsControl) ? name
        : throw new RotaException($"{what} '{new string([.. name.Take(32).Select(c => char.IsControl(c) ? ' ' : c)])}...' cannot be written, expected at most {LongestName} letters and no control characters");

    /// <summary>Writes an object a line; one buffer for all of them.</summary>
    private sealed class JsonLine(TextWriter output)
    {
        private readonly ArrayBufferWriter<byte> buffer = new();

        public void Write(Action<Utf8JsonWriter> content)
        {
            buffer.ResetWrittenCount();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                writer.WriteStartObject();
                content(writer);
                writer.WriteEndObject();
            }
            output.Write(Encoding.UTF8.GetString(buffer.WrittenSpan));
            output.Write('\n');
        }
    }
}
