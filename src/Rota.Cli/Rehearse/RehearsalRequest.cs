using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Formats;

namespace Rota.Cli.Rehearse;

/// <summary>What the user asked <c>rehearse</c> for.</summary>
/// <param name="parse">The command line.</param>
/// <param name="trace">The file, or a generator's name.</param>
internal sealed class RehearsalRequest(ParseResult parse, string trace)
{
    // Options that are about request traces unless a kind takes them.
    private static readonly string[] Others = ["--policy", "--rate", "--html", "--csv", "--trace", "--metrics", "--out"];

    private readonly Lazy<TextInput?> head = new(() => TextInput.Head(trace));

    public ParseResult Parse => parse;

    public string Trace => trace;

    /// <summary>The first megabyte of the file; null for what is no file, or no text.</summary>
    public TextInput? Head => head.Value;

    public bool Json => parse.GetValue<bool>("--json");

    /// <summary>The policies by name; null for the usual ones.</summary>
    /// <exception cref="RotaException">The option is there and names none, or one twice.</exception>
    public string[]? Policies
    {
        get
        {
            var names = parse.GetValue<string?>("--policies") is { } list ? CommaList.Of(list) : null;
            if (names is { Length: 0 }) throw new RotaException("--policies: no policy is named");
            if (names?.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1) is { } twice) throw new RotaException($"--policies: {twice.Key} is named twice");
            return names;
        }
    }

    /// <summary>How many runs with other chance.</summary>
    public int Seeds(int usual) => (int)(parse.GetValue<long?>("--seeds") ?? usual);

    /// <summary>The file an option names; null when it is not given.</summary>
    /// <exception cref="RotaException">It cannot be written.</exception>
    public OutputFile? File(string option) => parse.GetValue<string?>(option) is { } path ? new OutputFile(path) : null;

    /// <summary>Refuses options that a kind would leave unread.</summary>
    /// <exception cref="RotaException">One is given.</exception>
    public void Accept(IRehearsal rehearsal)
    {
        foreach (var option in Others.Except(rehearsal.Takes))
            if (parse.GetValue<string?>(option) is not null) throw new RotaException($"{option} is for request traces; {trace} is {rehearsal.Title}{(rehearsal.Takes.Count > 0 ? $", which takes {string.Join(", ", rehearsal.Takes)}" : "")}");
    }
}
