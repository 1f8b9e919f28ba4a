using System.CommandLine;

namespace Rota.Cli;

/// <summary>The tool: parses, runs a verb, and turns whatever happens into one line and an exit code.</summary>
internal static class Tool
{
    public static int Run(IReadOnlyList<string> args, Terminal terminal)
    {
        try
        {
            return Dispatch(args, terminal);
        }
        catch (RotaException e)
        {
            return Fail(terminal, e.Message, ExitCode.Usage);
        }
        catch (OperationCanceledException)
        {
            return Fail(terminal, "cancelled", ExitCode.Cancelled);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(terminal, e.Message, ExitCode.Failed);
        }
        catch (Exception e)
        {
            return Fail(terminal, $"this is a bug of rota, please report it: {e.GetType().Name}: {e.Message}", ExitCode.Failed);
        }
        finally
        {
            Flush(terminal);
        }
    }

    /// <summary>The command line's grammar.</summary>
    public static RootCommand Grammar(Terminal terminal)
    {
        var root = new RootCommand("Rota plans what runs where, and when.") { HelpName = "rota" };
        foreach (var verb in Verbs.All) root.Subcommands.Add(verb.Create(terminal));
        root.SetAction(_ => Guide.Write(terminal, root));
        foreach (var option in root.Options)
            if (option is System.CommandLine.Help.HelpOption help) help.Action = new HelpPage(terminal, root);
        return root;
    }

    private static int Dispatch(IReadOnlyList<string> args, Terminal terminal)
    {
        // "rota help solve" is what people type first.
        if (args.Count > 0 && args[0] == "help") args = [.. args.Skip(1), "--help"];
        var root = Grammar(terminal);
        var parse = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Action is System.CommandLine.Invocation.ParseErrorAction)
            throw new RotaException(UsageError.Of(parse) ?? "the command line cannot be understood; see: rota --help");
        return parse.Invoke(new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        });
    }

    private static int Fail(Terminal terminal, string message, int code)
    {
        Flush(terminal);
        try
        {
            terminal.Error.WriteLine("rota: " + OneLine.Of(message));
        }
        catch (IOException)
        {
            // Nobody reads standard error any more; the exit code still tells.
        }
        return code;
    }

    private static void Flush(Terminal terminal)
    {
        try
        {
            terminal.Out.Flush();
            terminal.Error.Flush();
        }
        catch (IOException)
        {
            // The reader of a pipe went away: it has what it wanted.
        }
    }
}
