using System.Collections.Immutable;
using Rota.Formats;

namespace Rota.Cluster.Sharing.Formats;

/// <summary>
/// Tasks of the Workflow Trace Archive as CSV: workflow_id, ts_submit and runtime in ms, user_id, and resource_amount_requested where there is such a column. A workflow is a job, each
/// task a stage with as much work as runtime times resources; a workflow is submitted with its first task.
/// </summary>
public sealed class WorkflowTraceFormat : IInstanceFormat<PoolWorkload, InstanceReadOptions>
{
    private static readonly string[] Columns = ["workflow_id", "ts_submit", "runtime", "user_id"];

    /// <inheritdoc/>
    public string Name => "wta-csv";

    /// <inheritdoc/>
    public string Description => "tasks of the Workflow Trace Archive: workflow_id,ts_submit,runtime,user_id";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, InstanceReadOptions options) => SharingFiles.Columns(input, Columns) == Columns.Length ? FormatFit.Whole : FormatFit.None;

    /// <inheritdoc/>
    public ImmutableArray<PoolWorkload> Read(TextInput input, InstanceReadOptions options)
    {
        var csv = new CsvText(input);
        var (workflow, submit, runtime, user, resources) = (csv.Get("workflow_id"), csv.Get("ts_submit"), csv.Get("runtime"), csv.Get("user_id"), csv.Find("resource_amount_requested"));
        var builder = new PoolBuilder(input);
        var (origin, unknown) = (double.PositiveInfinity, 0);
        while (csv.NextRow())
        {
            var at = csv.Real(submit, "milliseconds", 0, 1e15) / 1000;
            var cores = resources < 0 ? 1 : csv.Real(resources, "cores", 0, 1e6);
            var who = csv.Text(user, "a user");
            if (who is "-1" or "") (who, unknown) = ("unknown", unknown + 1);
            origin = Math.Min(origin, builder.Add(who, csv.Text(workflow, "a workflow"), at, new(csv.Real(runtime, "milliseconds", 0, 1e15) / 1000 * cores)));
        }
        if (unknown > 0) builder.Note($"{unknown} tasks have no user and count as user 'unknown'");
        return [builder.Build(double.IsInfinity(origin) ? 0 : origin)];
    }

    /// <inheritdoc/>
    public string? Refusal(PoolWorkload workload) => "workloads without tasks of their own; the format is only read";

    /// <inheritdoc/>
    public void Write(PoolWorkload workload, TextWriter output) => SharingFiles.Catalog.Accept(this, workload);
}
