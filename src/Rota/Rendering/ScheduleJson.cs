using System.Text;
using System.Text.Json;
using Rota.Formats;
using Rota.Schedules;

namespace Rota.Rendering;

/// <summary>
/// Schedules as JSON: <c>{"name", "unit", "resources": [{"name", "capacity"}], "works": [name], "blocks": [{"resource", "work", "part", "start", "end"}]}</c>,
/// where a block's resource and work are indices from 0.
/// </summary>
public static class ScheduleJson
{
    /// <summary>Writes a schedule as one line; <see cref="Read"/> gives the same one back.</summary>
    public static void Write(Schedule schedule, TextWriter writer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) Write(schedule, json);
        writer.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        writer.Write('\n');
    }

    /// <summary>Writes a schedule as one object of a larger document.</summary>
    public static void Write(Schedule schedule, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", schedule.Name);
        json.WriteString("unit", schedule.TimeUnit);
        json.WriteStartArray("resources");
        foreach (var resource in schedule.Resources)
        {
            json.WriteStartObject();
            json.WriteString("name", resource.Name);
            json.WriteNumber("capacity", resource.Capacity);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("works");
        foreach (var work in schedule.Works) json.WriteStringValue(work);
        json.WriteEndArray();
        json.WriteStartArray("blocks");
        foreach (var block in schedule.Blocks)
        {
            json.WriteStartObject();
            json.WriteNumber("resource", block.Resource);
            json.WriteNumber("work", block.Work);
            json.WriteNumber("part", block.Part);
            json.WriteNumber("start", block.Start);
            json.WriteNumber("end", block.End);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>
    /// Reads a schedule. Members may come in any order and unknown ones are passed over; <c>name</c>, <c>unit</c>, <c>capacity</c> (1) and <c>part</c> (0) may
    /// be missing. Overlaps are not looked for: <see cref="ScheduleValidation"/> does that.
    /// </summary>
    /// <param name="reader">The text.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="InputException">A fault, with file:line:column (counted in bytes).</exception>
    public static Schedule Read(TextReader reader, string file) => new ScheduleJsonReader(reader.ReadToEnd(), file).Read();
}
