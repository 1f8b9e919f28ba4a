using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Shop;

namespace Rota.Cli.Commands;

/// <summary>The option that says what to minimise.</summary>
internal static class ObjectiveOption
{
    public static Option<ShopObjective?> Create() => TypedOption.Create<ShopObjective?>(
        "--objective", "NAME", "makespan, total-flow, total-tardiness or total-weighted-tardiness (default: the file's, else makespan)",
        text => Read(text)).Suggesting(Words.Objectives.Select(o => o.Name));

    private static ShopObjective Read(string text)
    {
        foreach (var (name, objective) in Words.Objectives)
            if (name == text) return objective;
        throw new RotaException($"unknown objective '{text}'{Suggestion.Of(text, Words.Objectives.Select(o => o.Name))}");
    }
}
