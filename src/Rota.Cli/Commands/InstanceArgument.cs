using System.CommandLine;
using Rota.Cli.Input;

namespace Rota.Cli.Commands;

/// <summary>The arguments and options with which verbs take instances.</summary>
internal static class InstanceArgument
{
    public const string Shown = "FILE|NAME";

    public static Argument<string> One()
    {
        var argument = new Argument<string>("instance")
        {
            HelpName = Shown,
            Description = "an instance file ('-' is standard input), or a benchmark's name: ta01 to ta80",
        };
        argument.CompletionSources.Add(Instances.Names.ToArray());
        return argument;
    }

    public static Argument<string[]> Several()
    {
        var argument = new Argument<string[]>("instances")
        {
            HelpName = Shown + "...",
            Description = "instance files (all instances of each) or benchmarks' names",
            Arity = ArgumentArity.OneOrMore,
        };
        argument.CompletionSources.Add(Instances.Names.ToArray());
        return argument;
    }

    public static Option<string?> Member() => TypedOption.Text("--instance", "NAME", "which instance of a file that holds several");
}
