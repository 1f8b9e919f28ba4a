using System.Collections.Immutable;
using System.Globalization;
using Rota.Formats;

namespace Rota.Cluster.Sharing.Formats;

/// <summary>
/// JSON: {"weights": {user: weight}, "jobs": [{"user", "id", "submit_s", "kind", "follows", "stages": [{"work", "tasks", "after": [...]}]}]}. Only user and stages with work must be there;
/// follows is the place of an earlier job, after the places of earlier stages.
/// </summary>
public sealed class PoolJsonFormat : IInstanceFormat<PoolWorkload, InstanceReadOptions>
{
    /// <inheritdoc/>
    public string Name => "pool-json";

    /// <inheritdoc/>
    public string Description => "JSON {weights, jobs: [{user, id, submit_s, kind, follows, stages: [{work, tasks, after}]}]}";

    /// <inheritdoc/>
    public FormatFit Recognises(TextInput input, InstanceReadOptions options)
    {
        if (JsonShape.First(input)?.Find("jobs") is not { Kind: System.Text.Json.JsonTokenType.StartArray } jobs) return FormatFit.None;
        foreach (var job in jobs.Items("jobs"))
            return job.Kind == System.Text.Json.JsonTokenType.StartObject && job.Find("user") is not null && job.Find("stages") is not null ? FormatFit.Whole : FormatFit.None;
        return FormatFit.None;
    }

    /// <inheritdoc/>
    public ImmutableArray<PoolWorkload> Read(TextInput input, InstanceReadOptions options)
    {
        foreach (var value in input.Json.Values)
        {
            value.ExpectOnly("weights", "jobs");
            var weights = new Dictionary<string, double>(StringComparer.Ordinal);
            if (value.Find("weights") is { } given)
                foreach (var user in given.Names()) weights[user] = given.Get(user).Real("a weight", double.Epsilon, 1e9);
            var jobs = new List<PoolJob>();
            foreach (var job in value.Get("jobs").Items("jobs")) jobs.Add(Job(job, jobs.Count));
            if (jobs.Count == 0) throw value.Get("jobs").Error("read an empty list, expected at least one job");
            return [new(input.Name, jobs, weights)];
        }
        throw new InputException(input.Name, "has no jobs");
    }

    /// <inheritdoc/>
    public string? Refusal(PoolWorkload workload) => null;

    /// <inheritdoc/>
    public void Write(PoolWorkload workload, TextWriter output)
    {
        output.Write("{\"weights\": {");
        output.Write(string.Join(", ", workload.Weights.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{JsonShape.Quoted(pair.Key)}: {Number(pair.Value)}")));
        output.Write("},\n\"jobs\": [");
        for (var j = 0; j < workload.Jobs.Length; j++)
        {
            var job = workload.Jobs[j];
            output.Write($"{(j == 0 ? "" : ",")}\n{{\"user\": {JsonShape.Quoted(job.User)}, \"id\": {JsonShape.Quoted(job.Id)}, \"submit_s\": {Number(job.Submit)}");
            if (job.Kind.Length > 0) output.Write($", \"kind\": {JsonShape.Quoted(job.Kind)}");
            if (job.Follows is { } before) output.Write($", \"follows\": {before}");
            output.Write($", \"stages\": [{string.Join(", ", job.Stages.Select(Stage))}]}}");
        }
        output.Write("\n]}\n");
    }

    private static string Stage(PoolStage stage) =>
        $"{{\"work\": {Number(stage.Work)}{(stage.Tasks is { } tasks ? $", \"tasks\": {tasks}" : "")}{(stage.After.IsEmpty ? "" : $", \"after\": [{string.Join(", ", stage.After)}]")}}}";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static PoolJob Job(JsonValue value, int number)
    {
        value.ExpectOnly("user", "id", "submit_s", "kind", "follows", "stages");
        var list = value.Get("stages");
        var stages = new List<PoolStage>();
        foreach (var item in list.Items("stages")) stages.Add(Stage(item, stages.Count));
        if (stages.Count == 0) throw list.Error("read an empty list, expected at least one stage");
        return new(
            value.Get("user").AsText("a user", 200), value.Find("id")?.AsText("an id", 200) ?? $"{number}",
            value.Find("submit_s")?.Real("seconds", 0, 1e12) ?? 0, [.. stages])
        {
            Kind = value.Find("kind")?.AsText("a kind", 200) ?? "",
            Follows = value.Find("follows") is { } before ? Earlier(before, "an earlier job", number) : null,
        };
    }

    private static int Earlier(JsonValue value, string what, int number) =>
        number > 0 ? (int)value.Integer(what, 0, number - 1) : throw value.Error($"expected {what}, and this is the first");

    private static PoolStage Stage(JsonValue value, int number)
    {
        value.ExpectOnly("work", "tasks", "after");
        var after = new List<int>();
        if (value.Find("after") is { } list)
            foreach (var item in list.Items("stages")) after.Add(Earlier(item, "an earlier stage", number));
        return new(value.Get("work").Real("core-seconds", 0, 1e12)) { Tasks = value.Find("tasks") is { } tasks ? (int)tasks.Integer("a number of tasks", 1, 1_000_000) : null, After = [.. after] };
    }
}
