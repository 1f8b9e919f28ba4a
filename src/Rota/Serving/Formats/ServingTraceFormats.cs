using Rota.Formats;

namespace Rota.Serving.Formats;

/// <summary>The catalog of trace formats. Adding one: a new file and a line here.</summary>
public static class ServingTraceFormats
{
    /// <summary>All formats, by the name the command line takes.</summary>
    public static IReadOnlyList<ITraceFormat> All { get; } =
    [
        new RequestCsvFormat(arrivals: true),
        new RequestCsvFormat(arrivals: false),
        new RequestJsonFormat(),
        new AzureFormat(),
        new BurstGptFormat(),
        new BailianFormat(),
        new MooncakeFormat(),
        new ServingSimFormat(),
        new BlockFileFormat(),
        new VidurFormat(),
        new VllmBenchFormat(),
        new ShareGptFormat(),
        new SweToolCallsFormat(),
        new LmcacheGapsFormat(),
        new ExgenticFormat(),
        new ClaudeCodeFormat(),
    ];

    /// <summary>The format of a name.</summary>
    /// <exception cref="RotaException">No such format; the message names the nearest.</exception>
    public static ITraceFormat Find(string name) =>
        All.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new RotaException(
            $"unknown trace format '{name}', expected one of {string.Join(", ", All.Select(format => format.Name))}{Nearest.Hint(name, All.Select(format => format.Name))}");
}
