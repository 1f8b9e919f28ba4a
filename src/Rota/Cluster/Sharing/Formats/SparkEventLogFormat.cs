using System.Collections.Immutable;
using System.Text.Json;
using Rota.Formats;

namespace Rota.Cluster.Sharing.Formats;

/// <summary>
/// Spark's event log, JSON lines. A job group (<c>spark.jobGroup.id</c>) is a job, a Spark job without one is a job of its own; stages keep their parents, and those of a later Spark
/// job of a group wait for the group's Spark jobs that had ended when it was submitted. A stage's work is the run time of its successful tasks. The user is <c>user.name</c> of the Spark
/// job's properties, else its <c>spark.scheduler.pool</c>, else the application's.
/// </summary>
public sealed class SparkEventLogFormat : IInstanceFormat<PoolWorkload, InstanceReadOptions>
{
    private const double MostMilliseconds = 1e15;

    /// <inheritdoc/>
    public string Name => "spark-event-log";

    /// <inheritdoc/>
    public string Description => "Spark's event log, JSON lines (uncompressed or gzip): job groups, stages, run times of tasks";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, InstanceReadOptions options) =>
        JsonShape.First(input) is { Kind: JsonTokenType.StartObject } first && first.Find("Event") is { Kind: JsonTokenType.String } name
        && name.AsText("an event", 1000).StartsWith("SparkListener", StringComparison.Ordinal) ? FormatFit.Whole : FormatFit.None;

    /// <inheritdoc/>
    public ImmutableArray<PoolWorkload> Read(TextInput input, InstanceReadOptions options)
    {
        var log = new Log();
        foreach (var line in input.Json.Values)
            switch (line.Get("Event").AsText("an event", 1000))
            {
                case "SparkListenerApplicationStart":
                    log.User = line.Find("User")?.AsText("a user", 200) ?? log.User;
                    break;
                case "SparkListenerJobStart":
                    Start(line, log);
                    break;
                case "SparkListenerJobEnd":
                    if (log.Jobs.TryGetValue(Id(line, "Job ID"), out var ended)) ended.End = Time(line, "Completion Time");
                    break;
                case "SparkListenerTaskEnd":
                    End(line, log);
                    break;
            }
        return [log.Build(input)];
    }

    /// <inheritdoc/>
    public string? Refusal(PoolWorkload workload) => "workloads that Spark has not run; the format is only read";

    /// <inheritdoc/>
    public void Write(PoolWorkload workload, TextWriter output) => SharingFiles.Catalog.Accept(this, workload);

    private static void Start(JsonValue line, Log log)
    {
        var id = Id(line, "Job ID");
        var properties = line.Find("Properties") is { Kind: JsonTokenType.StartObject } own ? own : (JsonValue?)null;
        var group = Text(properties, "spark.jobGroup.id");
        var job = new SparkJob(group ?? $"job {id}", Text(properties, "user.name") ?? Text(properties, "spark.scheduler.pool") ?? log.User, Time(line, "Submission Time"), Text(properties, "spark.job.description") ?? "");
        if (!log.Jobs.TryAdd(id, job)) throw line.Error($"job {id} starts twice");
        foreach (var info in line.Get("Stage Infos").Items("stages"))
        {
            var stage = Id(info, "Stage ID");
            // A stage that several jobs need is the first one's: the others skip it.
            if (log.Stages.ContainsKey(stage)) continue;
            var parents = new List<long>();
            if (info.Find("Parent IDs") is { } list)
                foreach (var parent in list.Items("parents")) parents.Add(parent.Integer("a stage", 0, int.MaxValue));
            var entry = new SparkStage(stage, parents);
            log.Stages.Add(stage, entry);
            job.Stages.Add(entry);
        }
    }

    private static void End(JsonValue line, Log log)
    {
        var id = Id(line, "Stage ID");
        if (!log.Stages.TryGetValue(id, out var stage)) throw line.Error($"a task of stage {id} ends, which no job has started");
        var success = line.Find("Task End Reason") is not { Kind: JsonTokenType.StartObject } reason || reason.Find("Reason") is not { } word || word.AsText("a reason") == "Success";
        if (!success || line.Find("Task Metrics") is not { Kind: JsonTokenType.StartObject } metrics)
        {
            log.Lost++;
            return;
        }
        stage.Tasks++;
        stage.Seconds += metrics.Get("Executor Run Time").Real("milliseconds", 0, MostMilliseconds) / 1000;
        if (stage.Seconds > PoolBuilder.MostWork) throw line.Error($"stage {id} ran for {stage.Seconds:0} s, expected at most {PoolBuilder.MostWork:0}");
    }

    private static long Id(JsonValue line, string name) => line.Get(name).Integer("a number", 0, int.MaxValue);

    private static double Time(JsonValue line, string name) => line.Get(name).Real("milliseconds", 0, MostMilliseconds) / 1000;

    private static string? Text(JsonValue? properties, string name) =>
        properties?.Find(name) is { Kind: JsonTokenType.String } value && value.AsText("a name", 200) is { Length: > 0 } text ? text : null;

    private sealed record SparkJob(string Group, string User, double Submit, string Kind)
    {
        public double End { get; set; } = double.PositiveInfinity;

        public List<SparkStage> Stages { get; } = [];
    }

    private sealed record SparkStage(long Id, List<long> Parents)
    {
        public int Tasks { get; set; }

        public double Seconds { get; set; }
    }

    private sealed class Log
    {
        public string User { get; set; } = "unknown";

        public int Lost { get; set; }

        public Dictionary<long, SparkJob> Jobs { get; } = [];

        public Dictionary<long, SparkStage> Stages { get; } = [];

        public PoolWorkload Build(TextInput input)
        {
            var builder = new PoolBuilder(input);
            var origin = double.PositiveInfinity;
            foreach (var group in Jobs.Values.OrderBy(job => job.Submit).GroupBy(job => (job.User, job.Group)))
            {
                var place = new Dictionary<long, int>();
                var ends = new List<(double End, int Place)>();
                foreach (var job in group)
                {
                    var before = ends.Where(end => end.End <= job.Submit).Select(end => end.Place).ToArray();
                    // Skipped stages ran nothing and are none.
                    foreach (var stage in job.Stages.Where(stage => stage.Tasks > 0).OrderBy(stage => stage.Id))
                    {
                        var parents = stage.Parents.Where(place.ContainsKey).Select(parent => place[parent]).ToArray();
                        var work = new PoolStage(stage.Seconds) { Tasks = Math.Min(stage.Tasks, 1_000_000), After = [.. parents.Length > 0 ? parents : before] };
                        origin = Math.Min(origin, builder.Add(group.Key.User, group.Key.Group, job.Submit, work, kind: job.Kind));
                        ends.Add((job.End, place.Count));
                        place.Add(stage.Id, place.Count);
                    }
                }
            }
            if (Lost > 0) builder.Note($"{Lost} tasks failed or tell no run time and do not count");
            return builder.Build(double.IsInfinity(origin) ? 0 : origin);
        }
    }
}
