using Rota.Cli.Output;
using Rota.Rendering;

namespace Rota.Cli.Demo;

/// <summary>The demo's page: what every act left, above and below the first act's schedule.</summary>
internal sealed class DemoPage
{
    private readonly OutputFile file;

    private DemoPage(OutputFile file) => this.file = file;

    public string Path => file.Path;

    public static DemoPage Create(string path)
    {
        var file = new OutputFile(path);
        return file.Extension is ".html" or ".htm" ? new(file) : throw new RotaException($"--out: the demo writes a page, expected a name ending in .html, got '{path}'");
    }

    public void Write(IReadOnlyList<DemoScene> scenes)
    {
        var first = scenes.FirstOrDefault(scene => scene.Best is not null) ?? throw new OperationCanceledException();
        var more = scenes.Where(scene => scene != first).SelectMany(scene => scene.Best is null
            ? Below(scene)
            : scene.Sections.Append(PageSection.Svg(scene.Title, SchedulePage.Svg(scene.Best))));
        file.Write(SchedulePage.Render(
            first.Best!, "rota demo", $"{first.Title}; chart: {SchedulePage.Title(first.Best!)}, by {first.Best!.Solution.Solver}", [.. first.Sections, .. more]));
    }

    /// <summary>An act without a schedule stands below the first act's.</summary>
    private static IEnumerable<PageSection> Below(DemoScene scene) =>
        scene.Sections.Select(section => section with { AboveGantt = false }).Prepend(PageSection.Text(scene.Title, ""));
}
