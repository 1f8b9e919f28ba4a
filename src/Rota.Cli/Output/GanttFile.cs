using Rota.Cli.Planning;
namespace Rota.Cli.Output;

/// <summary>A picture of a schedule, its kind by extension: .html, .svg, or .json for a Chrome trace.</summary>
internal sealed class GanttFile
{
    private readonly OutputFile file;

    private GanttFile(OutputFile file) => this.file = file;

    public string Path => file.Path;

    public static bool Draws(string extension) => extension is ".html" or ".htm" or ".svg";

    /// <exception cref="RotaException">The path cannot be written or its extension is unknown.</exception>
    public static GanttFile Create(string path)
    {
        var file = new OutputFile(path);
        return Draws(file.Extension) || file.Extension == ".json"
            ? new(file)
            : throw new RotaException($"--gantt: cannot draw '{file.Extension}' files, expected .html, .svg or .json (Chrome trace)");
    }

    public void Write(PlanRun run) => file.Write(file.Extension switch
    {
        ".json" => ScheduleText.Trace(run),
        ".svg" => SchedulePage.Svg(run),
        _ => SchedulePage.Render(run),
    });
}
