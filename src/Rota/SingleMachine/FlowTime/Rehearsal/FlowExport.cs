using System.Globalization;
using System.Text.Json;
using Rota.SingleMachine.FlowTime.Formats;
using Rota.SingleMachine.FlowTime.Simulation;

namespace Rota.SingleMachine.FlowTime.Rehearsal;

/// <summary>Runs as files, times in the unit of the jobs' file.</summary>
public static class FlowExport
{
    /// <summary>CSV, a job a row: job, release, completion, flow, preemptions, chunks (on the grid of base 2), weight.</summary>
    public static void WriteJobs(FlowRun run, TextWriter output)
    {
        var (ticks, classes) = (run.Problem.TicksPerUnit, new SizeClasses());
        output.Write("job,release,completion,flow,preemptions,chunks,weight\n");
        for (var j = 0; j < run.Problem.Jobs.Length; j++)
        {
            var job = run.Problem.Jobs[j];
            output.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{Quoted(job.Id)},{ExactTime.Text(job.Release, ticks)},{ExactTime.Text(run.Completions[j], ticks)},{ExactTime.Text(run.Completions[j] - job.Release, ticks)},{run.Preemptions[j]},{FlowChunks.Count(job, classes)},{job.Weight:R}\n"));
        }
    }

    /// <summary>CSV of the jobs alive over time, here and under the optimum, and their quotient (empty where the optimum has none): time, alive, optimum, ratio.</summary>
    public static void WriteLocalRatio(FlowRun run, FlowRun optimum, TextWriter output)
    {
        output.Write("time,alive,optimum,ratio\n");
        foreach (var (time, own, other) in run.Alive.Together(optimum.Alive))
            output.Write(string.Create(
                CultureInfo.InvariantCulture, $"{ExactTime.Text(time, run.Problem.TicksPerUnit)},{own},{other},{(other == 0 ? "" : ((double)own / other).ToString("0.######", CultureInfo.InvariantCulture))}\n"));
    }

    /// <summary>CSV of the jobs alive over time: time, alive.</summary>
    public static void WriteAlive(FlowRun run, TextWriter output)
    {
        output.Write("time,alive\n");
        var alive = run.Alive;
        for (var i = 0; i < alive.Times.Length; i++) output.Write($"{ExactTime.Text(alive.Times[i], run.Problem.TicksPerUnit)},{alive.Counts[i]}\n");
    }

    /// <summary>One JSON object: sums of flow times of the run and of the optimum as exact decimals in a text, ratio, local ratio and when it is reached, mean, p99, max, preemptions.</summary>
    public static void WriteSummary(Utf8JsonWriter writer, string policy, FlowRun run, FlowRun optimum)
    {
        var unit = (double)run.Problem.TicksPerUnit;
        var (local, time) = run.Alive.LargestRatio(optimum.Alive);
        var (chunks, longest) = FlowChunks.Of(run.Problem, new SizeClasses());
        writer.WriteStartObject();
        writer.WriteString("policy", policy);
        writer.WriteNumber("jobs", run.Problem.Jobs.Length);
        writer.WriteNumber("operations_max", run.Problem.MaxOperations);
        writer.WriteNumber("chunks_max", chunks);
        writer.WriteNumber("chunk_operations_max", longest);
        writer.WriteString("flow_ticks", run.TotalFlow.ToString(CultureInfo.InvariantCulture));
        writer.WriteString("optimum_ticks", optimum.TotalFlow.ToString(CultureInfo.InvariantCulture));
        writer.WriteNumber("ticks_per_unit", run.Problem.TicksPerUnit);
        writer.WriteNumber("ratio", (double)run.TotalFlow / (double)optimum.TotalFlow);
        writer.WriteNumber("local_ratio", local);
        writer.WriteNumber("local_ratio_at", time / unit);
        writer.WriteNumber("mean_flow", run.MeanFlow / unit);
        writer.WriteNumber("p99_flow", run.FlowQuantile(0.99) / unit);
        writer.WriteNumber("max_flow", run.MaxFlow / unit);
        writer.WriteNumber("preemptions", run.TotalPreemptions);
        writer.WriteEndObject();
    }

    private static string Quoted(string id) => id.AsSpan().ContainsAny(",\"\n\r") ? $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : id;
}
