using System.Collections.Immutable;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Rota.Formats;
using Rota.Projects.Exports;

namespace Rota.Projects.Formats;

/// <summary>
/// Microsoft Project's XML (MSPDI): tasks, links of all four kinds with lags, start-no-earlier and finish-no-later dates, deadlines (taken as firm), work resources with units and
/// calendars. Time counts in minutes from the project's start date. Tasks stop over closed time and go on after, as they do there; lags count all time. Summary and
/// inactive tasks hold no work: links to a summary go to the tasks under it.
/// </summary>
public sealed class MsProjectFormat : IProjectFormat
{
    /// <summary>The format's name.</summary>
    public const string FormatName = "ms-project";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <inheritdoc/>
    public string Description => "Microsoft Project XML: tasks, links with lags, resources, calendars";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, ProjectReadOptions options)
    {
        var text = input.Text.TrimStart(" \t\r\n"u8);
        return text is [(byte)'<', ..] && text[..Math.Min(text.Length, 4096)].IndexOf("schemas.microsoft.com/project"u8) >= 0 ? FormatFit.Whole : FormatFit.None;
    }

    /// <inheritdoc/>
    public ImmutableArray<ProjectProblem> Read(TextInput input, ProjectReadOptions options)
    {
        XDocument document;
        try
        {
            using var text = new StringReader(Encoding.UTF8.GetString(input.Text));
            using var reader = XmlReader.Create(text, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersFromEntities = 0 });
            document = XDocument.Load(reader, LoadOptions.SetLineInfo);
        }
        catch (XmlException e)
        {
            throw new InputException(input.Name, e.LineNumber, e.LinePosition, "this is not XML: " + e.Message.ReplaceLineEndings(" "));
        }
        return [new MsProjectReader(input, document).Read()];
    }

    /// <inheritdoc/>
    public string? Refusal(ProjectProblem problem) =>
        problem.IsMultiMode ? "a choice of modes"
        : !problem.Exclusive.IsEmpty ? "tasks that must not overlap"
        : problem.IsRecurring || problem.Resources.Any(resource => !resource.Windows.IsDefaultOrEmpty) ? "downtimes and calendars"
        : problem.Resources.Any(resource => !resource.Renewable) ? "stocks"
        : null;

    /// <inheritdoc/>
    public void Write(ProjectProblem problem, TextWriter output)
    {
        ProjectFiles.Catalog.Accept(this, problem);
        MsProjectWriter.Write(problem, null, output);
    }
}
