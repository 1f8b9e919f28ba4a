namespace Rota.Cli.Input;

/// <summary>Several things in one word of the command line: "a,b,c". Blanks around them and empty ones do not count.</summary>
internal static class CommaList
{
    public static string[] Of(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
