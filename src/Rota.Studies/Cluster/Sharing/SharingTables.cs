using System.Globalization;
using System.Text;

namespace Rota.Studies.Cluster.Sharing;

/// <summary>The article's tables beside ours, as Markdown.</summary>
internal static class SharingTables
{
    /// <summary>One workload under every policy; the published figures, of a real cluster, in brackets.</summary>
    public static string Macro(string title, List<SharingRow> rows, string article, bool partitioned, IReadOnlyDictionary<(string, string, bool), Dictionary<string, double>> published)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{title}: seconds; in brackets the article's figure, on a Spark cluster, weighted by its count of groups\n\n");
        text.Append("| policy | avg | 0-80 % | 80-95 % | 95-100 % | slowdown | DVR / violations | DSR / slacks | worst user's DVR | least bound slack | makespan |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        foreach (var (policy, run, against) in rows)
        {
            var row = published.GetValueOrDefault((article, policy, partitioned));
            string Own(double value, string format, string head) => value.ToString(format, CultureInfo.InvariantCulture) + (row is not null && row.TryGetValue(head, out var theirs) ? $" ({theirs.ToString(format, CultureInfo.InvariantCulture)})" : "");
            text.Append(CultureInfo.InvariantCulture, $"| {policy} | {Own(run.MeanResponse(), "0.0", "rt_avg_s")} | {Own(run.MeanResponse(0, 0.8), "0.00", "rt_0_80_s")} | {Own(run.MeanResponse(0.8, 0.95), "0.0", "rt_80_95_s")} | {Own(run.MeanResponse(0.95, 1), "0.0", "rt_95_100_s")} | {run.MeanSlowdown:0.0} | ");
            text.Append(policy == SharingBench.Reference
                ? "- | - | - | "
                : string.Create(CultureInfo.InvariantCulture, $"{Own(against.Violation, "0.00", "dvr")} / {against.Violations} | {against.Slack:0.00} / {against.Slacks} | {against.WorstUser:0.00} | "));
            text.Append(CultureInfo.InvariantCulture, $"{run.Jobs.Min(run.BoundSlack):0.0} | {Own(run.Makespan, "0", "runtime_s")} |\n");
        }
        return text.ToString();
    }

    /// <summary>Mean response of every user under every policy.</summary>
    public static string Users(string title, List<SharingRow> rows)
    {
        var users = rows[0].Run.Workload.Users.Order(StringComparer.Ordinal).ToArray();
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{title}: mean response of each user, s\n\n| policy | {string.Join(" | ", users)} | all | DVR / violations | makespan |\n| --- |{string.Concat(users.Select(_ => " ---: |"))} ---: | ---: | ---: |\n");
        foreach (var (policy, run, against) in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {policy} | {string.Join(" | ", users.Select(user => run.MeanResponse(user).ToString("0.00", CultureInfo.InvariantCulture)))} | {run.MeanResponse():0.00} | ");
            text.Append(policy == SharingBench.Reference ? "- | " : string.Create(CultureInfo.InvariantCulture, $"{against.Violation:0.00} / {against.Violations} | "));
            text.Append(CultureInfo.InvariantCulture, $"{run.Makespan:0.0} |\n");
        }
        return text.ToString();
    }

    /// <summary>What wrong estimates cost.</summary>
    public static string Estimates(IEnumerable<(string Workload, string Estimates, string Policy, string Partitioning, double Cut, double Violation, double Violations)> rows)
    {
        var text = new StringBuilder("Estimates: response of the first 80 % of jobs below user job fairness with runtime partitioning and perfect estimates, and DVR against it, means over seeds\n\n");
        text.Append("| workload | estimates | policy | partitioning | below | DVR / violations |\n| --- | --- | --- | --- | ---: | ---: |\n");
        foreach (var row in rows)
            text.Append(CultureInfo.InvariantCulture, $"| {row.Workload} | {row.Estimates} | {row.Policy} | {row.Partitioning} | {row.Cut:0.0} % | {row.Violation:0.00} / {row.Violations:0.0} |\n");
        return text.ToString();
    }
}
