using System.Globalization;
using Rota.Formats;
using Rota.Schedules;

namespace Rota.Rendering;

/// <summary>
/// Schedules as comma-separated text: a row a block under a header, before it lines with '#' that name the schedule, its unit, its resources and works.
/// <code>
/// # name,two machines
/// # unit,min
/// # resource,lathe,1
/// # work,axle
/// resource_index,resource,work_index,work,part,start,end
/// 0,lathe,0,axle,0,0,12
/// </code>
/// </summary>
public static class ScheduleCsv
{
    /// <summary>Writes a schedule; <see cref="Read"/> gives the same one back.</summary>
    public static void Write(Schedule schedule, TextWriter writer)
    {
        Row(writer, "# name", schedule.Name);
        Row(writer, "# unit", schedule.TimeUnit);
        foreach (var resource in schedule.Resources) Row(writer, "# resource", resource.Name, Text(resource.Capacity));
        foreach (var work in schedule.Works) Row(writer, "# work", work);
        Row(writer, ScheduleCsvReader.Columns);
        foreach (var block in schedule.Blocks)
        {
            Row(writer,
                Text(block.Resource), schedule.Resources[block.Resource].Name,
                Text(block.Work), schedule.Works[block.Work],
                Text(block.Part), Text(block.Start), Text(block.End));
        }
    }

    /// <summary>
    /// Reads a schedule. Columns may stand in any order and others are ignored; <c>part</c> may be missing (0), and of an index and its name one is enough.
    /// Without '#' lines the resources and works are those the blocks name, in order of appearance. Any other line with '#' is a comment.
    /// Overlaps are not looked for: <see cref="ScheduleValidation"/> does that.
    /// </summary>
    /// <param name="reader">The text.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <exception cref="InputException">A fault, with file:line:field.</exception>
    public static Schedule Read(TextReader reader, string file) => new ScheduleCsvReader(reader, file).Read();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static void Row(TextWriter writer, params ReadOnlySpan<string> fields)
    {
        for (var f = 0; f < fields.Length; f++)
        {
            if (f > 0) writer.Write(',');
            writer.Write(CsvRecords.Quote(fields[f]));
        }
        writer.Write('\n');
    }
}
