using System.Text.Json;
using Rota.Cli.Output;
using Rota.Serving.Rehearsal;
using Rota.Serving.Results;

namespace Rota.Cli.Serving;

/// <summary>A comparison as one JSON object.</summary>
internal static class RehearsalJson
{
    public static string Write(RehearsalReport report, RehearsalPlan plan, string trace) => ResultJson.Text(json =>
    {
        json.WriteStartObject();
        json.WriteString("problem", "serving");
        json.WriteString("trace", trace);
        json.WriteString("hardware", plan.Engine.Gpu.Name);
        json.WriteString("model", plan.Engine.Model.Name);
        json.WriteNumber("gpus", plan.Engine.GpuCount);
        json.WriteNumber("kv_blocks", plan.Engine.Limits.KvBlocks);
        json.WriteNumber("seeds", plan.Seeds);
        json.WriteStartArray("runs");
        foreach (var row in report.Rows) Row(json, row);
        json.WriteEndArray();
        json.WriteStartArray("comparisons");
        foreach (var rate in report.Rates)
            foreach (var policy in report.Policies.Skip(1))
                foreach (var metric in RehearsalMetric.All)
                    Comparison(json, report, policy, rate, metric);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Row(Utf8JsonWriter json, RehearsalRow row)
    {
        json.WriteStartObject();
        json.WriteString("policy", row.Policy);
        json.WriteNumber("rate", row.Rate);
        json.WriteNumber("seed", row.Seed);
        if (row.Unfinished is { } why) json.WriteString("unfinished", why);
        foreach (var metric in RehearsalMetric.All) Number(json, metric.Name, metric.Of(row.Summary));
        json.WriteStartArray("classes");
        foreach (var one in row.Summary.Classes.Prepend(row.Summary.All)) Class(json, one);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Class(Utf8JsonWriter json, ClassSummary one)
    {
        json.WriteStartObject();
        json.WriteString("class", one.Class);
        json.WriteNumber("requests", one.Requests);
        json.WriteNumber("finished", one.Finished);
        json.WriteNumber("aborted", one.Aborted);
        json.WriteNumber("refused", one.Refused);
        Number(json, "attainment", one.Attainment);
        Distribution(json, "ttft_s", one.Ttft);
        Distribution(json, "tpot_s", one.Tpot);
        Distribution(json, "tbt_s", one.Tbt);
        Distribution(json, "e2e_s", one.Latency);
        Distribution(json, "queue_s", one.QueueTime);
        json.WriteEndObject();
    }

    private static void Distribution(Utf8JsonWriter json, string name, Distribution values)
    {
        json.WriteStartObject(name);
        Number(json, "mean", values.Mean);
        Number(json, "p50", values.P50);
        Number(json, "p90", values.P90);
        Number(json, "p95", values.P95);
        Number(json, "p99", values.P99);
        json.WriteEndObject();
    }

    private static void Comparison(Utf8JsonWriter json, RehearsalReport report, string policy, double rate, RehearsalMetric metric)
    {
        if (report.AgainstReference(policy, rate, metric) is not { Pairs: > 1 } comparison) return;
        json.WriteStartObject();
        json.WriteString("policy", policy);
        json.WriteString("against", report.Policies[0]);
        json.WriteNumber("rate", rate);
        json.WriteString("metric", metric.Name);
        Number(json, "difference", comparison.Difference.Mean);
        Number(json, "low", comparison.Difference.Low);
        Number(json, "high", comparison.Difference.High);
        json.WriteString("verdict", comparison.Verdict.ToString());
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value)) json.WriteNumber(name, Math.Round(value, 6));
        else json.WriteNull(name);
    }
}
