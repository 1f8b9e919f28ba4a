using System.Collections.Immutable;
using System.Globalization;
using Rota.Formats;

namespace Rota.Cluster.Sharing.Formats;

/// <summary>
/// CSV with a stage a row: user, group, submit_ms, stage_core_s, and group_core_s, kind, tasks, weight where there are such columns. Rows of one user and group are stages of one job,
/// submitted together.
/// </summary>
public sealed class PoolCsvFormat : IInstanceFormat<PoolWorkload, InstanceReadOptions>
{
    private static readonly string[] Columns = ["user", "group", "submit_ms", "stage_core_s"];

    /// <inheritdoc/>
    public string Name => "pool-csv";

    /// <inheritdoc/>
    public string Description => "CSV, a stage a row: user,group,submit_ms,stage_core_s";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, InstanceReadOptions options) =>
        SharingFiles.Columns(input, Columns) is var own && own == Columns.Length ? FormatFit.Whole : own == Columns.Length - 1 ? FormatFit.Shape : FormatFit.None;

    /// <inheritdoc/>
    public ImmutableArray<PoolWorkload> Read(TextInput input, InstanceReadOptions options)
    {
        var csv = new CsvText(input);
        var (user, group, submit, work) = (csv.Get("user"), csv.Get("group"), csv.Get("submit_ms"), csv.Get("stage_core_s"));
        var (total, kind, tasks, weight) = (csv.Find("group_core_s"), csv.Find("kind"), csv.Find("tasks"), csv.Find("weight"));
        var builder = new PoolBuilder(input);
        while (csv.NextRow())
        {
            var who = csv.Text(user, "a user");
            if (who.Length == 0) throw csv.Error(user, "is empty, expected a user");
            var id = csv.Text(group, "a group");
            if (id.Length == 0) throw csv.Error(group, "is empty, expected a group");
            if (weight >= 0)
            {
                var heavy = csv.Real(weight, "a weight", double.Epsilon, 1e9);
                if (!builder.Weigh(who, heavy))
                    throw csv.Error(weight, $"read {FieldNumber.Quote(csv.Cell(weight))}, expected the weight of user '{who}' as before, {builder.WeightOf(who).ToString(CultureInfo.InvariantCulture)}");
            }
            var at = csv.Real(submit, "milliseconds", 0, 1e15) / 1000;
            var stage = new PoolStage(csv.Real(work, "core-seconds", 0, 1e12)) { Tasks = tasks < 0 || csv.Cell(tasks).IsEmpty ? null : (int)csv.Integer(tasks, "a number of tasks", 1, 1_000_000) };
            var first = builder.Add(who, id, at, stage, total < 0 ? null : csv.Real(total, "core-seconds", 0, 1e12), kind < 0 ? "" : csv.Text(kind, "a kind"));
            if (first != at) throw csv.Error(submit, $"read {FieldNumber.Quote(csv.Cell(submit))}, expected the submission of group '{id}' as before, {(first * 1000).ToString(CultureInfo.InvariantCulture)}");
        }
        return [builder.Build()];
    }

    /// <inheritdoc/>
    public string? Refusal(PoolWorkload workload)
    {
        if (workload.Jobs.Any(job => job.Follows is not null || job.Stages.Any(stage => !stage.After.IsEmpty))) return "stages or jobs that wait for others";
        if (workload.Jobs.GroupBy(job => (job.User, job.Id)).Any(same => same.Count() > 1)) return "two jobs of one user and name";
        return workload.Jobs.Any(job => new[] { job.User, job.Id, job.Kind }.Any(text => text.Contains('"') || text.Trim() != text || text.Any(char.IsControl)) || job.User.Length == 0 || job.Id.Length == 0)
            ? "names with quotes, none, or with blanks around them"
            : null;
    }

    /// <inheritdoc/>
    public void Write(PoolWorkload workload, TextWriter output)
    {
        SharingFiles.Catalog.Accept(this, workload);
        output.Write("user,group,submit_ms,stage_core_s,group_core_s,kind,tasks,weight\n");
        foreach (var job in workload.Jobs)
            foreach (var stage in job.Stages)
                output.Write(string.Create(CultureInfo.InvariantCulture, $"\"{job.User}\",\"{job.Id}\",{job.Submit * 1000:R},{stage.Work:R},{job.Work:R},\"{job.Kind}\",{stage.Tasks},{workload.WeightOf(job.User):R}\n"));
    }
}
