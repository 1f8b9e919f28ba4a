using System.CommandLine;
using Rota.Cli.Input;
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

    public KubeOptions(Command command)
    {
        foreach (var option in new Option[] { server, file, context, scheduler, time }) command.Options.Add(option);
    }

    /// <summary>The scheduler's name as it was given; null when it was not.</summary>
    public string? SchedulerName(ParseResult parse) => parse.GetValue(scheduler);

    /// <summary>Time for one plan.</summary>
    public TimeSpan Time(ParseResult parse) => parse.GetValue(time) ?? TimeSpan.FromSeconds(5);

    public KubeConnection Connect(ParseResult parse)
    {
        if (parse.GetValue(server) is not { } url) return KubeConnection.Configured(parse.GetValue(file), parse.GetValue(context));
        return Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? KubeConnection.To(url) : throw new RotaException($"--server: '{url}' is no address, expected such as http://127.0.0.1:8001");
    }

    public KubeSchedulerOptions Scheduler(ParseResult parse) => new() { SchedulerName = parse.GetValue(scheduler) ?? "rota", PlanTime = Time(parse) };
}
