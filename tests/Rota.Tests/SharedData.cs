namespace Rota.Tests;

/// <summary>Finds the data that is shared beside the checkout and never part of it.</summary>
internal static class SharedData
{
    /// <summary>Path of <c>shared/data/RELATIVE</c> in some folder above the tests, null when it is absent.</summary>
    public static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, "shared", "data", relative);
            if (Path.Exists(path)) return path;
        }
        return null;
    }
}
