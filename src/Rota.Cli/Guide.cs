using System.CommandLine;

namespace Rota.Cli;

/// <summary>What <c>rota</c> alone says.</summary>
internal static class Guide
{
    public static int Write(Terminal terminal, RootCommand root)
    {
        terminal.Line("rota decides what runs where, and when: it plans job shops, shows the plan, and says why it is as it is.");
        terminal.Line();
        terminal.Line("Three commands to begin with:");
        foreach (var (line, what) in First) terminal.Line($"  {line,-44} {what}");
        foreach (var group in Verbs.All.Zip(root.Subcommands).GroupBy(pair => pair.First.Intent))
        {
            terminal.Line();
            terminal.Line(char.ToUpperInvariant(group.Key[0]) + group.Key[1..] + ":");
            foreach (var (_, command) in group) terminal.Line($"  {command.Name,-12} {command.Description}");
        }
        terminal.Line();
        terminal.Line("`rota VERB --help` has options and examples. Instances are files, recognised by their content, or names: ta01 to ta80.");
        terminal.Line("Exit codes: 0 ok, 1 failed, 2 usage or bad input, 3 infeasible, 130 cancelled. The README and docs/ folder have the rest.");
        return ExitCode.Ok;
    }

    private static readonly (string Line, string What)[] First =
    [
        ("rota demo", "watch a benchmark shop being planned and compared; writes a page (under 2 minutes)"),
        ("rota solve ta21 --time 10s --gantt plan.html", "plan one instance and draw the plan"),
        ("rota formats", "what your own files may look like"),
    ];
}
