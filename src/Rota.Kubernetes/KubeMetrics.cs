using System.Globalization;
using System.Text;

namespace Rota.Kubernetes;

/// <summary>What a scheduler has done so far. Thread-safe.</summary>
public sealed class KubeMetrics
{
    private static readonly string[] Names = ["cycles", "bound", "bind_conflicts", "bind_errors", "evicted", "evictions_refused", "unschedulable", "events", "snapshots_failed", "lists", "watch_ends"];

    private readonly long[] counts = new long[Names.Length];

    /// <summary>A count by its name.</summary>
    public long this[string name] => Interlocked.Read(ref counts[Array.IndexOf(Names, name)]);

    /// <summary>In Prometheus' text format.</summary>
    public string ToPrometheus()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Names.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"# TYPE rota_kube_{Names[i]}_total counter\nrota_kube_{Names[i]}_total {Interlocked.Read(ref counts[i])}\n");
        return text.ToString();
    }

    internal void Count(string name, long more = 1) => Interlocked.Add(ref counts[Array.IndexOf(Names, name)], more);

    internal void Set(string name, long value) => Interlocked.Exchange(ref counts[Array.IndexOf(Names, name)], value);
}
