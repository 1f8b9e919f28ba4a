using Spectre.Console;

namespace Rota.Cli;

/// <summary>Where the tool writes and who may interrupt it. Injected, so that tests run the tool in their own process.</summary>
internal sealed class Terminal
{
    private const int WidthWhenPiped = 200;

    public Terminal(TextWriter output, TextWriter error, Interruption interruption)
    {
        Out = output;
        Error = error;
        Interruption = interruption;
    }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    public Interruption Interruption { get; }

    /// <summary>False when standard output is piped or a file.</summary>
    public bool OutIsTerminal { get; init; }

    /// <summary>False when standard error is piped or a file: then there is no progress line.</summary>
    public bool ErrorIsTerminal { get; init; }

    /// <summary>True when colours are welcome: a terminal, and NO_COLOR is not set.</summary>
    public bool Colours { get; init; }

    /// <summary>Characters in a line.</summary>
    public int Width { get; init; } = WidthWhenPiped;

    public static Terminal OfProcess(Interruption interruption)
    {
        var outIsTerminal = !Console.IsOutputRedirected;
        return new(Console.Out, Console.Error, interruption)
        {
            OutIsTerminal = outIsTerminal,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Colours = outIsTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
                && Environment.GetEnvironmentVariable("TERM") != "dumb",
            Width = outIsTerminal && Console.WindowWidth > 20 ? Console.WindowWidth : WidthWhenPiped,
        };
    }

    /// <summary>Takes lines of progress: standard error when somebody watches it, else nothing.</summary>
    public TextWriter? Progress => ErrorIsTerminal ? Error : null;

    /// <summary>A line of text on standard output.</summary>
    public void Line(string text = "") => Out.WriteLine(text);

    /// <summary>A table, or anything Spectre draws, on standard output.</summary>
    public void Draw(Spectre.Console.Rendering.IRenderable what)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = Colours ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = Colours ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Out),
        });
        console.Profile.Width = Width;
        console.Write(what);
    }

    /// <summary>An empty table in the tool's one style.</summary>
    public static Table NewTable(params IEnumerable<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns) table.AddColumn(Markup.Escape(column));
        return table;
    }
}
