namespace Rota.Cli.Tests;

/// <summary>Runs the tool in this process and keeps what it wrote.</summary>
internal sealed record Shell(int Code, string Out, string Error)
{
    public static Shell Run(params string[] args) => RunWith(new Interruption(), args);

    public static Shell RunWith(Interruption interruption, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = Tool.Run(args, new Terminal(output, error, interruption));
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Standard error as lines.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
