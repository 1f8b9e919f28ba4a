using System.Collections.Immutable;
using System.Globalization;
using Rota.Formats;
using Rota.Schedules;

namespace Rota.Rendering;

/// <summary>Reads what <see cref="ScheduleCsv"/> writes, and plainer tables made by others.</summary>
internal sealed class ScheduleCsvReader
{
    private readonly CsvRecords records;
    private readonly string file;
    private readonly NamedList resources = new("resource");
    private readonly NamedList works = new("work");
    private readonly List<int> capacities = [];
    private string name;
    private string unit = "time units";
    private string[] header = [];

    public ScheduleCsvReader(TextReader reader, string file)
    {
        records = new(reader);
        this.file = name = file;
    }

    /// <summary>The columns as they are written.</summary>
    public static ReadOnlySpan<string> Columns => new[] { "resource_index", "resource", "work_index", "work", "part", "start", "end" };

    public Schedule Read()
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        while (records.Next() is { } fields)
        {
            if (records.Unclosed) throw Fault(fields.Count, "a quoted field is never closed, expected '\"'");
            if (fields[0].StartsWith('#')) Declare(fields);
            else if (header.Length == 0) ReadHeader(fields);
            else blocks.Add(ReadBlock(fields));
        }
        if (header.Length == 0) throw new InputException(file, "no header found, expected a line with " + string.Join(",", Columns!));
        return new(
            name, unit,
            [.. resources.Names.Select((resource, r) => new Resource(resource, r < capacities.Count ? capacities[r] : 1))],
            [.. works.Names], blocks.DrainToImmutable());
    }

    private void Declare(List<string> fields)
    {
        var keyword = fields[0][1..].Trim();
        if (keyword is not ("name" or "unit" or "resource" or "work")) return;
        if (fields.Count < 2) throw Fault(2, $"nothing follows '# {keyword}', expected its name");
        if (keyword == "name") name = fields[1];
        else if (keyword == "unit") unit = fields[1];
        else if (header.Length > 0) throw Fault(1, $"'# {keyword}' stands after the header, expected before it");
        else if (keyword == "work") works.Declare(fields[1]);
        else
        {
            resources.Declare(fields[1]);
            capacities.Add(fields.Count > 2 ? (int)Integer(fields, 2, 1, int.MaxValue) : 1);
        }
    }

    private void ReadHeader(List<string> fields)
    {
        header = [.. fields.Select(field => field.Trim())];
        foreach (var list in new[] { resources, works })
        {
            if (Column(list.Column) < 0 && Column(list.IndexColumn) < 0)
                throw Fault(0, $"the header has no column '{list.Column}', expected " + string.Join(",", Columns!));
        }
        foreach (var needed in new[] { "start", "end" })
        {
            if (Column(needed) < 0) throw Fault(0, $"the header has no column '{needed}', expected " + string.Join(",", Columns!));
        }
    }

    private Block ReadBlock(List<string> fields)
    {
        if (fields.Count != header.Length) throw Fault(0, $"{fields.Count} fields, expected {header.Length} as in the header");
        var part = Column("part") is >= 0 and var column ? (int)Integer(fields, column, 0, int.MaxValue) : 0;
        var start = Integer(fields, Column("start"), long.MinValue, long.MaxValue);
        var end = Integer(fields, Column("end"), long.MinValue, long.MaxValue);
        if (end < start) throw Fault(Column("end") + 1, $"end {end} is before start {start}");
        return new(Find(resources, fields), Find(works, fields), part, start, end);
    }

    private int Find(NamedList list, List<string> fields)
    {
        var (byName, byIndex) = (Column(list.Column), Column(list.IndexColumn));
        if (byIndex < 0)
        {
            return list.IndexOf(fields[byName]) is >= 0 and var found ? found : throw Fault(byName + 1, list.WhyNot(fields[byName]));
        }
        if (list.Names.Count == 0) throw Fault(byIndex + 1, $"an index without names, expected '# {list.Column},NAME' lines before the header");
        var index = (int)Integer(fields, byIndex, 0, list.Names.Count - 1);
        if (byName >= 0 && list.Names[index] != fields[byName])
            throw Fault(byName + 1, $"{list.Column} {index} is '{list.Names[index]}', the line says '{fields[byName]}'");
        return index;
    }

    private long Integer(List<string> fields, int column, long low, long high)
    {
        if (!long.TryParse(fields[column].AsSpan().Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            throw Fault(column + 1, $"'{fields[column]}' is not an integer" + (header.Length > 0 ? $", expected {header[column]}" : ""));
        if (value < low || value > high) throw Fault(column + 1, $"{value} is out of range, expected {low} to {high}");
        return value;
    }

    private int Column(string wanted) => Array.IndexOf(header, wanted);

    private InputException Fault(int field, string problem) => new(file, records.Line, field, problem);
}
