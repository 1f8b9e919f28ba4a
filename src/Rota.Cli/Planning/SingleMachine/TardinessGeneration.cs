using System.CommandLine;
using Rota.Cli.Input;
using Rota.SingleMachine.Formats;
using Rota.SingleMachine.Generators;

namespace Rota.Cli.Planning.SingleMachine;

/// <summary>What generate makes of one machine: random jobs with due dates.</summary>
internal static class TardinessGeneration
{
    public static Command Command(Terminal terminal)
    {
        var usual = new TardinessGeneratorOptions();
        var jobs = TypedOption.Number("--jobs", $"number of jobs (default {usual.Jobs})", 0, TardinessGeneratorOptions.MostJobs);
        var range = TypedOption.Real("--due-range", $"RDD: range of due dates as a share of all work (default {usual.DueRange})", 0, 2);
        var tightness = TypedOption.Real("--tightness", $"TF: how tight due dates are (default {usual.Tightness})", 0, 2);
        var longest = TypedOption.Number("--max-length", $"longest processing time (default {usual.MaxLength})", 1, 1_000_000);
        var weight = TypedOption.Number("--max-weight", "weights from 1 to this (default 1)", 1, 1_000_000);
        var releases = TypedOption.Real("--release-spread", "release jobs over this share of all work (default 0: all at once)", 0, 10);
        var seed = TypedOption.Number("--seed", "the same seed makes the same jobs (default 1)", 0, long.MaxValue);
        var command = new Command("tardiness", "random jobs on one machine with due dates, weights and releases (Fisher 1976)")
        {
            jobs, range, tightness, longest, weight, releases, seed,
        };
        var writing = new InstanceWriting(command, TardinessDomain.Instance, JobTableFormat.FormatName);
        command.SetAction(parse => writing.Write(terminal, parse, () => TardinessGenerator.Create(usual with
        {
            Jobs = (int)(parse.GetValue(jobs) ?? usual.Jobs),
            DueRange = parse.GetValue(range) ?? usual.DueRange,
            Tightness = parse.GetValue(tightness) ?? usual.Tightness,
            MaxLength = (int)(parse.GetValue(longest) ?? usual.MaxLength),
            MaxWeight = (int)(parse.GetValue(weight) ?? usual.MaxWeight),
            ReleaseSpread = parse.GetValue(releases) ?? usual.ReleaseSpread,
            Seed = (ulong)(parse.GetValue(seed) ?? (long)usual.Seed),
        }), TardinessFiles.Write, TardinessInstance.WordsOf));
        return command;
    }
}
