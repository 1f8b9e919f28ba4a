using System.CommandLine;
using System.Globalization;
using Rota.Cli.Input;
using Rota.Cli.Output;
using Rota.Cli.Rehearse;
using Rota.Cli.Serving;
using Rota.Cluster.Pods.Replay;
using Rota.Formats;

namespace Rota.Cli.Cluster;

/// <summary>What <c>rehearse</c> does with a table of pods that want GPUs: fills a cluster with them under several policies.</summary>
internal sealed class GpuRehearse : IRehearsal
{
    private static readonly string[] Usual = ["random", "best-fit", "fgd", "fgd-best-fit"];

    private readonly Option<string?> nodes = TypedOption.Text("--nodes", "FILE", "tables of pods: the table of nodes (sn,cpu_milli,memory_mib,gpu,model)");

    public GpuRehearse(Command command) => command.Options.Add(nodes);

    public string Title => "a table of pods";

    public IReadOnlyList<string> Takes => [];

    public bool Recognises(RehearsalRequest request) => request.Head is { } head && OpenbTables.LooksLikePods(head);

    public int Run(Terminal terminal, RehearsalRequest request)
    {
        var name = request.Trace;
        if (request.Parse.GetValue(nodes) is not { } nodeFile) throw new RotaException($"{name} is a table of pods; rehearse needs the nodes, too: --nodes FILE");
        var (cluster, trace, seeds) = (OpenbTables.Nodes(TextInput.Open(nodeFile)), OpenbTables.Pods(TextInput.Open(name)), request.Seeds(1));
        var chosen = (request.Policies ?? Usual).Select(Find).ToArray();
        if (!request.Json) terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{name}: {trace.Length} pods on {cluster.Length} nodes with {cluster.Sum(node => node.Gpus)} GPUs; GPUs given out in percent when requests reach 90, 100 and 130 percent of them, mean of {seeds} runs"));
        var results = new List<GpuReplayResult[]>();
        foreach (var policy in chosen)
        {
            if (terminal.Interruption.Token.IsCancellationRequested) return ExitCode.Cancelled;
            results.Add([.. Enumerable.Range(1, seeds).Select(seed => GpuReplay.Run(cluster, trace, policy, (ulong)seed))]);
        }
        if (request.Json) terminal.Out.Write(Json(results));
        else
            RehearsalTable.Draw(terminal, ["policy", "at 90 %", "at 100 %", "at 130 %", "dropped"], results.Select(runs => (IReadOnlyList<string>)
                [runs[0].Policy, .. ((int[])[2, 4, 7]).Select(level => runs.Average(run => run.Allocation[level]).ToString("F2", CultureInfo.InvariantCulture)), runs.Average(run => run.Dropped).ToString("F0", CultureInfo.InvariantCulture)]), 1);
        return ExitCode.Ok;
    }

    private static GpuPolicy Find(string name) => GpuPolicies.All.FirstOrDefault(policy => policy.Name == name)
        ?? throw new RotaException($"unknown policy '{name}'{Suggestion.Of(name, GpuPolicies.All.Select(policy => policy.Name))}");

    private static string Json(List<GpuReplayResult[]> results) => ResultJson.Text(json =>
    {
        json.WriteStartArray();
        foreach (var run in results.SelectMany(runs => runs))
        {
            json.WriteStartObject();
            json.WriteString("policy", run.Policy);
            json.WriteNumber("seed", run.Seed);
            json.WriteNumber("dropped", run.Dropped);
            json.WriteStartObject("allocation_pct");
            for (var i = 0; i < GpuReplay.Levels.Length; i++) json.WriteNumber($"at{GpuReplay.Levels[i]}", Math.Round(run.Allocation[i], 2));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
