using System.Text;
using System.Text.Json;
using Rota.Schedules;

namespace Rota.Rendering;

/// <summary>Writes a schedule in the Trace Event Format, which chrome://tracing and ui.perfetto.dev open.</summary>
public static class ChromeTrace
{
    private const int Process = 1;

    /// <summary>
    /// One complete event ("X") a block, one named thread a resource; a resource whose blocks overlap takes a thread for each that runs at once. The format
    /// counts in microseconds: times in ns, us, ms, s, min or h are converted, any other unit is shown as a microsecond.
    /// </summary>
    public static void Write(Schedule schedule, TextWriter writer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("displayTimeUnit", "ms");
            json.WriteStartObject("otherData");
            json.WriteString("schedule", schedule.Name);
            json.WriteString("time_unit", schedule.TimeUnit);
            json.WriteEndObject();
            json.WriteStartArray("traceEvents");
            var layout = new LaneLayout(schedule);
            WriteThreads(json, schedule, layout);
            WriteBlocks(json, schedule, layout);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        writer.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        writer.Write('\n');
    }

    private static void WriteThreads(Utf8JsonWriter json, Schedule schedule, LaneLayout layout)
    {
        WriteMetadata(json, "process_name", 0, "name", schedule.Name);
        for (var r = 0; r < schedule.Resources.Length; r++)
        {
            for (var row = 0; row < layout.Rows[r]; row++)
            {
                var name = schedule.Resources[r].Name;
                var thread = Thread(layout, r, row);
                WriteMetadata(json, "thread_name", thread, "name", layout.Rows[r] == 1 ? name : $"{name} ({row + 1} of {layout.Rows[r]})");
                WriteMetadata(json, "thread_sort_index", thread, "sort_index", thread);
            }
        }
    }

    private static void WriteBlocks(Utf8JsonWriter json, Schedule schedule, LaneLayout layout)
    {
        var scale = MicrosecondsOf(schedule.TimeUnit);
        foreach (var b in layout.ByTime)
        {
            var block = schedule.Blocks[b];
            json.WriteStartObject();
            json.WriteString("name", schedule.Works[block.Work]);
            json.WriteString("cat", "block");
            json.WriteString("ph", "X");
            json.WriteNumber("pid", Process);
            json.WriteNumber("tid", Thread(layout, block.Resource, layout.RowOfBlock[b]));
            json.WriteNumber("ts", block.Start * scale);
            json.WriteNumber("dur", ((decimal)block.End - block.Start) * scale);
            json.WriteStartObject("args");
            json.WriteNumber("part", block.Part);
            json.WriteString("interval", block.Interval);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private static void WriteMetadata(Utf8JsonWriter json, string name, int thread, string key, object value)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("ph", "M");
        json.WriteNumber("pid", Process);
        json.WriteNumber("tid", thread);
        json.WriteStartObject("args");
        if (value is int number) json.WriteNumber(key, number);
        else json.WriteString(key, (string)value);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Thread 0 is the idle thread to some viewers.
    private static int Thread(LaneLayout layout, int resource, int row) => layout.FirstRow[resource] + row + 1;

    private static decimal MicrosecondsOf(string unit) => unit switch
    {
        "ns" => 0.001m,
        "ms" => 1_000m,
        "s" => 1_000_000m,
        "min" => 60_000_000m,
        "h" => 3_600_000_000m,
        _ => 1m,
    };
}
