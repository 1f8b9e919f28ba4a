using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Rota.Cli.Input;
using Rota.Cli.Serving;
using Rota.Cluster.Pods.Replay;
using Rota.Formats;

namespace Rota.Cli.Cluster;

/// <summary>What <c>rehearse</c> does with a table of pods that want GPUs: fills a cluster with them under several policies.</summary>
internal sealed class GpuRehearse
{
    private const string Usual = "random,best-fit,fgd,fgd-best-fit";

    private readonly Option<string?> nodes = TypedOption.Text("--nodes", "FILE", "tables of pods: the table of nodes (sn,cpu_milli,memory_mib,gpu,model)");

    public GpuRehearse(Command command) => command.Options.Add(nodes);

    /// <summary>True for a file whose content is a table of pods.</summary>
    public static bool Takes(string name) => File.Exists(name) && OpenbTables.LooksLikePods(TextInput.Open(name));

    public int Run(Terminal terminal, ParseResult parse, string name, string? policies, bool json)
    {
        if (parse.GetValue(nodes) is not { } nodeFile) throw new RotaException($"{name} is a table of pods; rehearse needs the nodes, too: --nodes FILE");
        var (cluster, trace, seeds) = (OpenbTables.Nodes(TextInput.Open(nodeFile)), OpenbTables.Pods(TextInput.Open(name)), (int)(parse.GetValue<long?>("--seeds") ?? 1));
        var chosen = (policies ?? Usual).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Find).ToArray();
        if (!json) terminal.Line(string.Create(CultureInfo.InvariantCulture, $"{name}: {trace.Length} pods on {cluster.Length} nodes with {cluster.Sum(node => node.Gpus)} GPUs; GPUs given out in percent when requests reach 90, 100 and 130 percent of them, mean of {seeds} runs"));
        var results = new List<GpuReplayResult[]>();
        foreach (var policy in chosen)
        {
            if (terminal.Interruption.Token.IsCancellationRequested) return ExitCode.Cancelled;
            results.Add([.. Enumerable.Range(1, seeds).Select(seed => GpuReplay.Run(cluster, trace, policy, (ulong)seed))]);
        }
        if (json) terminal.Line(Json(results));
        else
            RehearsalTable.Draw(terminal, ["policy", "at 90 %", "at 100 %", "at 130 %", "dropped"], results.Select(runs => (IReadOnlyList<string>)
                [runs[0].Policy, .. ((int[])[2, 4, 7]).Select(level => runs.Average(run => run.Allocation[level]).ToString("F2", CultureInfo.InvariantCulture)), runs.Average(run => run.Dropped).ToString("F0", CultureInfo.InvariantCulture)]), 1);
        return ExitCode.Ok;
    }

    private static GpuPolicy Find(string name) => GpuPolicies.All.FirstOrDefault(policy => policy.Name == name)
        ?? throw new RotaException($"unknown policy '{name}'{Suggestion.Of(name, GpuPolicies.All.Select(policy => policy.Name))}");

    private static string Json(List<GpuReplayResult[]> results)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Indented = true }))
        {
            writer.WriteStartArray();
            foreach (var run in results.SelectMany(runs => runs))
            {
                writer.WriteStartObject();
                writer.WriteString("policy", run.Policy);
                writer.WriteNumber("seed", run.Seed);
                writer.WriteNumber("dropped", run.Dropped);
                writer.WriteStartObject("allocation_pct");
                for (var i = 0; i < GpuReplay.Levels.Length; i++) writer.WriteNumber($"at{GpuReplay.Levels[i]}", Math.Round(run.Allocation[i], 2));
                writer.WriteEndObject();
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
