namespace Rota.Projects.Formats;

/// <summary>The catalog of project formats. Adding one: a new file and a line here. Where a faulty text has the shape of several, the first is taken.</summary>
public static class ProjectFormats
{
    /// <summary>All formats, by the name the command line takes.</summary>
    public static IReadOnlyList<IProjectFormat> All { get; } =
    [
        new PsplibFormat(),
        new ProgenMaxFormat(),
        new PattersonFormat(),
        new ProjectJsonFormat(),
        new MsProjectFormat(),
        new TaskTableFormat(),
    ];
}
