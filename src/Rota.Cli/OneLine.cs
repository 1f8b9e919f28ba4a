namespace Rota.Cli;

/// <summary>Text that must stay one line, whatever a file or a user put into it.</summary>
internal static class OneLine
{
    private const int Longest = 500;

    /// <summary>Control characters become spaces; what is very long loses its end.</summary>
    public static string Of(string text)
    {
        var clean = string.Create(text.Length, text, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(from[i]) ? ' ' : from[i];
        });
        return clean.Length <= Longest ? clean : clean[..Longest] + " ...";
    }
}
