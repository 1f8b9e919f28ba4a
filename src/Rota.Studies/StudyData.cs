namespace Rota.Studies;

/// <summary>
/// Finds the public instances and traces that lie beside a checkout and are never part of it: the folder named by the environment variable <c>ROTA_DATA</c>, or
/// <c>shared/data</c> in some folder above the current one or the program.
/// </summary>
public static class StudyData
{
    /// <summary>The path of a file or folder of the data, null when it is absent.</summary>
    public static string? Find(string relative)
    {
        if (Environment.GetEnvironmentVariable("ROTA_DATA") is { Length: > 0 } named)
            return Path.Combine(named, relative) is var path && Path.Exists(path) ? path : null;
        return Above(Directory.GetCurrentDirectory(), relative) ?? Above(AppContext.BaseDirectory, relative);
    }

    private static string? Above(string start, string relative)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", relative);
            if (Path.Exists(path)) return path;
        }
        return null;
    }
}
