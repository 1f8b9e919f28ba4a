using System.Globalization;
using Rota.Schedules;
using Rota.Serving.Engine;
using Rota.Serving.Results;

namespace Rota.Serving.Rehearsal;

/// <summary>A run as files: requests as CSV, steps as a schedule (timeline, Chrome trace), metrics under the names that Prometheus scrapes from vLLM.</summary>
public static class RehearsalExport
{
    /// <summary>One line a request.</summary>
    public static void WriteCsv(RunResult result, TextWriter output)
    {
        output.Write("request,class,program,turn,state,arrival_s,scheduled_s,first_token_s,last_token_s,prompt_tokens,output_tokens,ttft_s,tpot_s,latency_s,wait_s,max_gap_s,hit_tokens,prefilled_tokens,preemptions,instance,attempts\n");
        foreach (var r in result.Requests)
        {
            var trace = result.Workload.Trace.Requests[r.Request];
            output.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{Quoted(RequestExplanation.NameOf(result, r.Request))},{Quoted(trace.Class)},{Quoted(trace.Program)},{result.Workload.Turn[r.Request]},{r.State.ToString().ToLowerInvariant()},{Seconds(r.Arrival)},{Seconds(r.Scheduled)},{Seconds(r.FirstToken)},{Seconds(r.LastToken)},{r.Prompt},{r.Output},{Seconds(r.Ttft)},{Seconds(r.Tpot)},{Seconds(r.Latency)},{Seconds(r.WaitSeconds)},{Seconds(r.MaxGap)},{r.HitTokens},{r.PrefilledTokens},{r.Preemptions},{r.Instance},{r.Attempts}\n"));
        }
    }

    /// <summary>The steps as blocks in microseconds: a lane an instance, works "prefill", "decode" and "mixed"; neighbours of a kind are one block.</summary>
    /// <param name="result">A run that kept its steps.</param>
    /// <param name="most">Most blocks; later steps are left out.</param>
    public static Schedule Timeline(RunResult result, int most = 20_000)
    {
        var blocks = new List<Block>();
        var last = new int[result.Fleet.Instances.Length];
        Array.Fill(last, -1);
        foreach (var step in result.Steps)
        {
            var work = step.PrefillTokens == 0 && step.PrefillRequests == 0 ? 1 : step.Decodes == 0 ? 0 : 2;
            var (start, end) = (step.Start / SimTime.Microsecond, Math.Max((step.Start / SimTime.Microsecond) + 1, step.End / SimTime.Microsecond));
            if (last[step.Instance] >= 0 && blocks[last[step.Instance]] is var before && before.Work == work && before.End >= start)
            {
                blocks[last[step.Instance]] = before with { End = Math.Max(before.End, end) };
                continue;
            }
            if (last[step.Instance] >= 0 && blocks[last[step.Instance]].End > start) start = blocks[last[step.Instance]].End;
            if (blocks.Count == most) break;
            last[step.Instance] = blocks.Count;
            blocks.Add(new(step.Instance, work, 0, start, Math.Max(start + 1, end)));
        }
        return new Schedule(
            result.Workload.Name, "µs", [.. result.Fleet.Instances.Select((spec, i) => new Resource($"instance {i} ({spec.Role.ToString().ToLowerInvariant()})"))], ["prefill", "decode", "mixed"], [.. blocks]);
    }

    /// <summary>The metrics in Prometheus' text format, named as vLLM names them.</summary>
    public static void WritePrometheus(RunResult result, string policy, TextWriter output)
    {
        var labels = $"{{model_name=\"{result.Workload.Name}\",policy=\"{policy}\"}}";
        var finished = result.Requests.Where(r => r.State == RequestState.Finished).ToArray();
        Counter("vllm:prompt_tokens", finished.Sum(r => (double)r.Prompt));
        Counter("vllm:generation_tokens", finished.Sum(r => (double)r.Output));
        Counter("vllm:num_preemptions", result.Preemptions);
        Counter("vllm:prefix_cache_queries", result.QueriedTokens);
        Counter("vllm:prefix_cache_hits", result.HitTokens);
        Gauge("vllm:kv_cache_usage_perc", result.MeanKvUse);
        output.Write($"# TYPE vllm:request_success_total counter\nvllm:request_success_total{{model_name=\"{result.Workload.Name}\",policy=\"{policy}\",finished_reason=\"stop\"}} {Number(finished.Length)}\n");
        Histogram("vllm:time_to_first_token_seconds", finished.Select(r => r.Ttft), [0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80, 160, 640, 2560]);
        Histogram("vllm:time_per_output_token_seconds", finished.Where(r => r.Output > 1).Select(r => r.Tpot), [0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 20, 40, 80]);
        Histogram("vllm:e2e_request_latency_seconds", finished.Select(r => r.Latency), [0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680]);
        Histogram("vllm:request_queue_time_seconds", finished.Select(r => r.QueueTime), [0.3, 0.5, 0.8, 1, 1.5, 2, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 120, 240, 480, 960, 1920, 7680]);

        void Counter(string name, double value) => output.Write($"# TYPE {name}_total counter\n{name}_total{labels} {Number(value)}\n");
        void Gauge(string name, double value) => output.Write($"# TYPE {name} gauge\n{name}{labels} {Number(value)}\n");
        void Histogram(string name, IEnumerable<double> values, double[] bounds)
        {
            var all = values.Where(double.IsFinite).ToArray();
            output.Write($"# TYPE {name} histogram\n");
            foreach (var bound in bounds.Append(double.PositiveInfinity))
                output.Write($"{name}_bucket{labels[..^1]},le=\"{(double.IsInfinity(bound) ? "+Inf" : Number(bound))}\"}} {all.Count(v => v <= bound)}\n");
            output.Write($"{name}_sum{labels} {Number(all.Sum())}\n{name}_count{labels} {all.Length}\n");
        }
    }

    private static string Seconds(double value) => double.IsNaN(value) ? "" : value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Quoted(string text) => text.AsSpan().ContainsAny(",\"\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
