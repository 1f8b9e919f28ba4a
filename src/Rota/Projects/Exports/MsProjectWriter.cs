using System.Globalization;
using System.Text;
using System.Xml;

namespace Rota.Projects.Exports;

/// <summary>A project, with or without its schedule, as Microsoft Project's XML (MSPDI, namespace http://schemas.microsoft.com/project).</summary>
public static class MsProjectWriter
{
    /// <summary>The namespace of the format.</summary>
    public const string Namespace = "http://schemas.microsoft.com/project";

    /// <summary>Writes tasks, links, resources and assignments; start and finish of every task where there is a schedule.</summary>
    /// <exception cref="RotaException">The project has no start date or unit of time, or lags that are not of whole tenths of a minute.</exception>
    public static void Write(ProjectProblem problem, ProjectSchedule? schedule, TextWriter output)
    {
        var dates = ProjectDates.Of(problem);
        using var xml = XmlWriter.Create(output, new() { Indent = true, NewLineChars = "\n", CloseOutput = false, Encoding = Encoding.UTF8, OmitXmlDeclaration = false });
        xml.WriteStartElement("Project", Namespace);
        Text(xml, "Name", problem.Name);
        Text(xml, "StartDate", Stamp(dates.Start));
        xml.WriteStartElement("Tasks", Namespace);
        for (var i = 0; i < problem.Tasks.Length; i++) Task(xml, problem, schedule, dates, i);
        xml.WriteEndElement();
        xml.WriteStartElement("Resources", Namespace);
        for (var r = 0; r < problem.Resources.Length; r++)
        {
            xml.WriteStartElement("Resource", Namespace);
            Text(xml, "UID", Number(r + 1));
            Text(xml, "ID", Number(r + 1));
            Text(xml, "Name", problem.Resources[r].Id);
            Text(xml, "Type", problem.Resources[r].Renewable ? "1" : "0");
            Text(xml, "MaxUnits", Number(problem.Resources[r].Capacity));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteStartElement("Assignments", Namespace);
        var uid = 1;
        for (var i = 0; i < problem.Tasks.Length; i++)
            foreach (var demand in problem.Tasks[i].Modes[schedule?.Modes[i] ?? 0].Demands)
            {
                xml.WriteStartElement("Assignment", Namespace);
                Text(xml, "UID", Number(uid++));
                Text(xml, "TaskUID", Number(i + 1));
                Text(xml, "ResourceUID", Number(demand.Resource + 1));
                Text(xml, "Units", Number(demand.Amount));
                xml.WriteEndElement();
            }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Task(XmlWriter xml, ProjectProblem problem, ProjectSchedule? schedule, ProjectDates dates, int i)
    {
        var task = problem.Tasks[i];
        var duration = task.Modes[schedule?.Modes[i] ?? 0].Duration;
        xml.WriteStartElement("Task", Namespace);
        Text(xml, "UID", Number(i + 1));
        Text(xml, "ID", Number(i + 1));
        Text(xml, "Name", task.Name ?? task.Id);
        Text(xml, "WBS", task.Id);
        Text(xml, "OutlineLevel", "1");
        Text(xml, "Duration", Span(duration, dates.Unit));
        Text(xml, "Milestone", duration == 0 ? "1" : "0");
        if (schedule is not null)
        {
            Text(xml, "Start", Stamp(dates.At(schedule.Starts[i])));
            Text(xml, "Finish", Stamp(dates.At(schedule.End(problem, i))));
        }
        if (task.Release > 0)
        {
            Text(xml, "ConstraintType", "4");
            Text(xml, "ConstraintDate", Stamp(dates.At(task.Release)));
        }
        if (task.Due is { } due) Text(xml, "Deadline", Stamp(dates.At(due)));
        foreach (var link in problem.Links.Where(link => link.To == i))
        {
            xml.WriteStartElement("PredecessorLink", Namespace);
            Text(xml, "PredecessorUID", Number(link.From + 1));
            Text(xml, "Type", Number(TypeOf(link.Kind)));
            Text(xml, "LinkLag", Number(Tenths(link.Lag, dates.Unit)));
            Text(xml, "LagFormat", "7");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static int TypeOf(LinkKind kind) => kind switch
    {
        LinkKind.FinishToFinish => 0,
        LinkKind.FinishToStart => 1,
        LinkKind.StartToFinish => 2,
        _ => 3,
    };

    private static long Tenths(long lag, TimeSpan unit)
    {
        const long Tenth = TimeSpan.TicksPerMinute / 10;
        var ticks = (Int128)lag * unit.Ticks;
        return ticks % Tenth == 0 && ticks / Tenth is var tenths && Int128.Abs(tenths) <= int.MaxValue
            ? (long)tenths
            : throw new RotaException($"a lag of {lag} does not fit into Microsoft Project's tenths of a minute");
    }

    private static string Span(long duration, TimeSpan unit)
    {
        var seconds = (Int128)duration * unit.Ticks / TimeSpan.TicksPerSecond;
        return string.Create(CultureInfo.InvariantCulture, $"PT{seconds / 3600}H{seconds / 60 % 60}M{seconds % 60}S");
    }

    private static string Stamp(DateTime date) => date.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Text(XmlWriter xml, string name, string value) => xml.WriteElementString(name, Namespace, value);
}
