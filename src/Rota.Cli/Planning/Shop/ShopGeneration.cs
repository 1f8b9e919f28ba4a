using System.CommandLine;
using System.Globalization;
using Rota.Cli.Input;
using Rota.Shop.Formats;
using Rota.Shop.Generators;

namespace Rota.Cli.Planning.Shop;

/// <summary>What generate makes of shops: Taillard's by name, and random ones from seeds.</summary>
internal static class ShopGeneration
{
    private static readonly (string Name, ShopKind Kind)[] Kinds =
        [("job", ShopKind.Job), ("flow", ShopKind.Flow), ("two-set", ShopKind.TwoSet), ("re-entrant", ShopKind.Reentrant)];

    public static IEnumerable<Command> Commands(Terminal terminal) => [Taillard(terminal), Shop(terminal)];

    private static Command Taillard(Terminal terminal)
    {
        var name = new Argument<string>("name") { HelpName = "NAME", Description = "ta01 to ta80" };
        name.CompletionSources.Add(TaillardShops.Names.ToArray());
        var command = new Command("taillard", "one of Taillard's 80 job shops (1993), from its seeds") { name };
        var writing = new InstanceWriting(command, ShopDomain.Instance, "standard, or rota where that cannot hold the shop");
        command.SetAction(parse => writing.Write(terminal, parse, () => TaillardShops.Create(parse.GetValue(name)!), ShopFiles.Write, ShopInstance.WordsOf));
        return command;
    }

    private static Command Shop(Terminal terminal)
    {
        var jobs = TypedOption.Number("--jobs", "number of jobs (default 20)", 1, int.MaxValue);
        var machines = TypedOption.Number("--machines", "number of machines (default 10)", 1, int.MaxValue);
        var kind = TypedOption.Create<ShopKind?>("--kind", "KIND", "job (default), flow, two-set (all of the first half of machines first) or re-entrant", text => Kind(text))
            .Suggesting(Kinds.Select(k => k.Name));
        var operations = TypedOption.Number("--operations", "operations of a job, in a re-entrant shop (default one a machine)", 1, int.MaxValue);
        var shortest = TypedOption.Number("--min-duration", "shortest duration (default 1)", 0, int.MaxValue - 1);
        var longest = TypedOption.Number("--max-duration", "longest duration (default 99)", 0, int.MaxValue - 1);
        var choices = TypedOption.Number("--choices", "most machines an operation may choose from (default 1)", 1, int.MaxValue);
        var releases = TypedOption.Create<double?>("--release-spread", "X", "release jobs over this share of a machine's mean load (default 0: all at once)", text => Real(text));
        var tightness = TypedOption.Create<double?>("--tightness", "X", "due dates: release plus this many times the job's length (default none)", text => Real(text));
        var weight = TypedOption.Number("--max-weight", "weights from 1 to this (default 1)", 1, int.MaxValue - 1);
        var seed = TypedOption.Number("--seed", "the same seed makes the same shop (default 1)", 0, long.MaxValue);
        var command = new Command("shop", "a random shop: job, flow, two-set or re-entrant; flexible; with releases, due dates and weights")
        {
            jobs, machines, kind, operations, shortest, longest, choices, releases, tightness, weight, seed,
        };
        var writing = new InstanceWriting(command, ShopDomain.Instance, "standard, or rota where that cannot hold the shop");
        command.SetAction(parse => writing.Write(terminal, parse, () =>
        {
            var usual = new ShopGeneratorOptions();
            return ShopGenerator.Create(usual with
            {
                Jobs = (int)(parse.GetValue(jobs) ?? usual.Jobs),
                Machines = (int)(parse.GetValue(machines) ?? usual.Machines),
                Kind = parse.GetValue(kind) ?? usual.Kind,
                OperationsPerJob = (int?)parse.GetValue(operations),
                MinDuration = (int)(parse.GetValue(shortest) ?? usual.MinDuration),
                MaxDuration = (int)(parse.GetValue(longest) ?? usual.MaxDuration),
                MaxChoices = (int)(parse.GetValue(choices) ?? usual.MaxChoices),
                ReleaseSpread = parse.GetValue(releases) ?? usual.ReleaseSpread,
                Tightness = parse.GetValue(tightness) ?? usual.Tightness,
                MaxWeight = (int)(parse.GetValue(weight) ?? usual.MaxWeight),
                Seed = (ulong)(parse.GetValue(seed) ?? (long)usual.Seed),
            });
        }, ShopFiles.Write, ShopInstance.WordsOf));
        return command;
    }

    private static ShopKind Kind(string text)
    {
        foreach (var (name, kind) in Kinds)
            if (name == text) return kind;
        throw new RotaException($"unknown kind '{text}'{Suggestion.Of(text, Kinds.Select(k => k.Name))}");
    }

    private static double Real(string text) => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new RotaException($"'{text}' is not a number of at least 0");
}
