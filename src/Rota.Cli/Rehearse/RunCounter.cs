namespace Rota.Cli.Rehearse;

/// <summary>How many runs are done, on a line of standard error that is rewritten and then wiped; nothing where that is no terminal.</summary>
internal static class RunCounter
{
    public static void Show(Terminal terminal, int done, int all)
    {
        if (!terminal.ErrorIsTerminal) return;
        lock (terminal) terminal.Error.Write($"\r{done} of {all} runs ");
    }

    public static void Clear(Terminal terminal)
    {
        if (terminal.ErrorIsTerminal) terminal.Error.Write("\r                         \r");
    }
}
