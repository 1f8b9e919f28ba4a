using System.CommandLine;
using Rota.Cli.Cluster;
using Rota.Cli.Input;

namespace Rota.Cli.Commands;

/// <summary><c>kube</c>: a live Kubernetes cluster.</summary>
internal static class KubeCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command("kube", "work on a live Kubernetes cluster: schedule pods, make room by planned moves, or only say what would be done")
        {
            Schedule(terminal), Rebalance(terminal), DryRun(terminal),
        };
        command.SetAction(new Action<ParseResult>(_ => throw new RotaException("kube needs to know what: schedule, rebalance, dry-run; see: rota kube --help")));
        return command;
    }

    private static Command Schedule(Terminal terminal)
    {
        var command = new Command("schedule", "place pending pods of its own name until stopped, beside the cluster's scheduler");
        var cluster = new KubeOptions(command, limits: true, acts: true);
        var moves = TypedOption.Flag("--moves", "make room for pods that fit nowhere by evicting and re-placing others of its own name");
        var shadow = Shadow();
        var lease = TypedOption.Text("--lease", "NAMESPACE", "work only while holding the lease 'rota' there: several processes, one works");
        var metrics = TypedOption.Text("--metrics", "FILE", "write counts in Prometheus' text format at the end");
        foreach (var option in new Option[] { moves, shadow, lease, metrics }) command.Options.Add(option);
        command.SetAction(async (parse, _) =>
        {
            using var connection = cluster.Connect(parse);
            await using var record = Record(parse.GetValue(shadow));
            return await KubeRun.Schedule(terminal, connection, cluster.Scheduler(parse, terminal) with { Moves = parse.GetValue(moves), Shadow = record is not null, Record = record }, parse.GetValue(lease), parse.GetValue(metrics));
        });
        return command;
    }

    private static Command Rebalance(Terminal terminal)
    {
        var command = new Command("rebalance", "make one plan for the pods of its name and carry it out: evictions with uid and budgets, replacements pinned");
        var cluster = new KubeOptions(command, limits: true, acts: true);
        var shadow = Shadow();
        command.Options.Add(shadow);
        command.SetAction(async (parse, _) =>
        {
            using var connection = cluster.Connect(parse);
            await using var record = Record(parse.GetValue(shadow));
            return await KubeRun.Rebalance(terminal, connection, cluster.Scheduler(parse, terminal) with { Shadow = record is not null, Record = record });
        });
        return command;
    }

    private static Command DryRun(Terminal terminal)
    {
        var command = new Command("dry-run", "print what a plan would do, step by step, for the pods of all schedulers unless one is named; changes nothing");
        var cluster = new KubeOptions(command, limits: true, acts: false);
        command.SetAction(async (parse, _) =>
        {
            using var connection = cluster.Connect(parse);
            return await KubeRun.DryRun(terminal, connection, cluster.SchedulerName(parse), cluster.Time(parse), cluster.Limits(parse));
        });
        return command;
    }

    private static Option<string?> Shadow() => TypedOption.Text("--shadow", "FILE", "change nothing, and write what would be done as lines of JSON");

    private static StreamWriter? Record(string? path)
    {
        if (path is null) return null;
        try
        {
            return new StreamWriter(path, append: true) { AutoFlush = true };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RotaException($"--shadow: cannot write '{path}': {fault.Message.ReplaceLineEndings(" ")}");
        }
    }
}
