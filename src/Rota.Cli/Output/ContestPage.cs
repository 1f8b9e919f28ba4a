namespace Rota.Cli.Output;

/// <summary>A contest as one HTML page.</summary>
internal sealed class ContestPage
{
    private readonly OutputFile file;

    private ContestPage(OutputFile file) => this.file = file;

    public string Path => file.Path;

    public static ContestPage Create(string path)
    {
        var file = new OutputFile(path);
        return file.Extension is ".html" or ".htm" ? new(file) : throw new RotaException($"--html: cannot write '{file.Extension}' files, expected .html");
    }

    public void Write(Contest contest, TimeSpan time, int workers) => file.Write($"{contest.Best} {time} {workers}");
}
