using System.CommandLine;
using Rota.Cli.Input;
using Rota.Cluster.Pods;
using Rota.Kubernetes;

namespace Rota.Cli.Cluster;

/// <summary>Which cluster is meant, and whose pods: options of every kube verb.</summary>
internal sealed class KubeOptions
{
    private readonly Option<string?> server = TypedOption.Text("--server", "URL", "address of an API server without credentials, such as a double: http://127.0.0.1:8001");
    private readonly Option<string?> file = TypedOption.Text("--kubeconfig", "FILE", "kubeconfig (default $KUBECONFIG or ~/.kube/config, or the cluster this runs in)");
    private readonly Option<string?> context = TypedOption.Text("--context", "NAME", "context of the kubeconfig (default its current one)");
    private readonly Option<string?> scheduler = TypedOption.Text("--scheduler-name", "NAME", "pods with this spec.schedulerName are placed and moved (default rota)");
    private readonly Option<TimeSpan?> time = TypedOption.Time("--time", "time for one plan (default 5s)");

    private readonly Option<long?> most = TypedOption.Number("--max-moves", "most pods that one plan takes from their nodes (default any number)", 0, int.MaxValue);
    private readonly Option<long?> mostEach = TypedOption.Number("--max-moves-per-workload", "most pods of one ReplicaSet, StatefulSet, ... that one plan takes from their nodes (default any number)", 0, int.MaxValue);
    private readonly Option<long?> hourly = TypedOption.Number("--max-moves-per-hour", "most pods that plans take from their nodes in an hour, those in the journal included (default any number)", 0, int.MaxValue);
    private readonly Option<TimeSpan?> cooldown = TypedOption.Time("--cooldown", "leave a workload alone for this long after one of its pods was moved (default not at all)");
    private readonly Option<string?> journal = TypedOption.Text("--journal", "FILE", "write plans and every step to this file, and go on with what it holds unfinished");

    /// <param name="command">The verb.</param>
    /// <param name="limits">It plans: options that limit moves.</param>
    /// <param name="acts">It carries plans out: options that look back.</param>
    public KubeOptions(Command command, bool limits, bool acts)
    {
        foreach (var option in new Option[] { server, file, context, scheduler, time }) command.Options.Add(option);
        foreach (var option in limits ? new Option[] { most, mostEach } : []) command.Options.Add(option);
        foreach (var option in acts ? new Option[] { hourly, cooldown, journal } : []) command.Options.Add(option);
    }

    /// <summary>How many pods a plan may move; null for any number.</summary>
    public MoveLimits? Limits(ParseResult parse) => parse.GetValue(most) is null && parse.GetValue(mostEach) is null ? null : new((int?)parse.GetValue(most), (int?)parse.GetValue(mostEach));

    /// <summary>The scheduler's name as it was given; null when it was not.</summary>
    public string? SchedulerName(ParseResult parse) => parse.GetValue(scheduler);

    /// <summary>Time for one plan.</summary>
    public TimeSpan Time(ParseResult parse) => parse.GetValue(time) ?? TimeSpan.FromSeconds(5);

    public KubeConnection Connect(ParseResult parse)
    {
        if (parse.GetValue(server) is not { } url) return KubeConnection.Configured(parse.GetValue(file), parse.GetValue(context));
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? KubeConnection.To(url) : throw new RotaException($"--server: '{url}' is no address, expected such as http://127.0.0.1:8001");
    }

    public KubeSchedulerOptions Scheduler(ParseResult parse, Terminal terminal) => new()
    {
        SchedulerName = parse.GetValue(scheduler) ?? "rota",
        PlanTime = Time(parse),
        MaxMoves = (int?)parse.GetValue(most),
        MaxMovesPerWorkload = (int?)parse.GetValue(mostEach),
        MaxMovesPerHour = (int?)parse.GetValue(hourly),
        Cooldown = parse.GetValue(cooldown),
        Log = parse.GetValue(journal) is { } path ? new PlanLog(path) : null,
        Warn = line => terminal.Error.WriteLine($"rota: {line}"),
    };
}
