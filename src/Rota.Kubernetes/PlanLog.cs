using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rota.Cluster.Pods;
using Rota.Cluster.Pods.Moves;

namespace Rota.Kubernetes;

/// <summary>
/// A file that outlives the process: plans, and what has been done of them, a line of JSON each, written before and after every step. After a crash or a change of leader the next one reads
/// where the last stopped. A last line that was cut off does not count.
/// </summary>
public sealed class PlanLog
{
    private const string Start = "{\"at\"";

    private readonly string path;
    private readonly TimeProvider time;
    private readonly Lock gate = new();

    /// <param name="path">The file; made when it is not there.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="RotaException">It cannot be read, or a line of it is none of ours.</exception>
    public PlanLog(string path, TimeProvider? time = null)
    {
        (this.path, this.time) = (path, time ?? TimeProvider.System);
        try
        {
            if (File.Exists(path)) Read(File.ReadAllText(path));
            else File.WriteAllText(path, "");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new RotaException($"--journal: cannot use '{path}': {fault.Message.ReplaceLineEndings(" ")}");
        }
    }

    /// <summary>True when its last plan was not ended: the process was killed, or still works on it.</summary>
    public bool IsUnfinished => Unfinished is not null;

    /// <summary>The steps of a plan that was not ended, null when there is none.</summary>
    internal PlannedStep[]? Unfinished { get; private set; }

    /// <summary>For each of its steps how far it came.</summary>
    internal StepState[] States { get; private set; } = [];

    /// <summary>For each of its steps the uid of the replacement that was chosen, null for none yet.</summary>
    internal string?[] Replacements { get; private set; } = [];

    /// <summary>Uids of the pods that were there when it was made.</summary>
    internal HashSet<string> Known { get; private set; } = [];

    /// <summary>Evictions of all plans in the file.</summary>
    internal List<(DateTimeOffset At, string Owner)> Evictions { get; } = [];

    /// <summary>A plan begins.</summary>
    internal void Begin(PlannedStep[] steps, IEnumerable<string> known)
    {
        (Unfinished, States, Replacements, Known) = (steps, new StepState[steps.Length], new string?[steps.Length], [.. known]);
        Append(new()
        {
            ["event"] = "plan",
            ["steps"] = new JsonArray([.. steps.Select(Write)]),
            ["known"] = new JsonArray([.. Known.Select(uid => (JsonNode)uid)]),
        });
    }

    /// <summary>A step begins, or is done.</summary>
    internal void Mark(int step, StepState state, string? replacement = null)
    {
        (States[step], Replacements[step]) = (state, replacement ?? Replacements[step]);
        var line = new JsonObject { ["event"] = state == StepState.Done ? "done" : "begun", ["step"] = step };
        if (replacement is not null) line["replacement"] = replacement;
        Append(line);
    }

    /// <summary>The plan is over: all done, or stopped for a reason.</summary>
    internal void End(string? reason)
    {
        Unfinished = null;
        var line = new JsonObject { ["event"] = reason is null ? "finished" : "stopped" };
        if (reason is not null) line["reason"] = reason;
        Append(line);
    }

    private void Append(JsonObject line)
    {
        line.Insert(0, "at", time.GetUtcNow().ToString("o", CultureInfo.InvariantCulture));
        lock (gate)
        {
            // On the disk before the step is done: that is what the file is for.
            using var stream = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
            stream.Write(Encoding.UTF8.GetBytes(line.ToJsonString() + "\n"));
            stream.Flush(flushToDisk: true);
        }
    }

    private void Read(string text)
    {
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0) continue;
            try
            {
                Read((JsonObject)JsonNode.Parse(lines[i])!);
            }
            catch (JsonException) when (lines[i].StartsWith(Start, StringComparison.Ordinal) || Start.StartsWith(lines[i], StringComparison.Ordinal))
            {
                // Killed in the middle of a line.
            }
            catch (Exception fault) when (fault is JsonException or InvalidCastException or InvalidOperationException or FormatException or NullReferenceException or IndexOutOfRangeException)
            {
                throw new RotaException($"{path}:{i + 1}: is no line of a journal of plans, expected {{\"at\": ..., \"event\": \"plan\"}}, or begun, done, finished, stopped");
            }
        }
        // What comes next begins on a line of its own.
        if (text.Length > 0 && text[^1] != '\n') File.AppendAllText(path, "\n");
    }

    private void Read(JsonObject line)
    {
        var at = DateTimeOffset.Parse(line["at"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        switch (line["event"]!.GetValue<string>())
        {
            case "plan":
                Unfinished = [.. ((JsonArray)line["steps"]!).Select(step => Step((JsonObject)step!))];
                (States, Replacements) = (new StepState[Unfinished.Length], new string?[Unfinished.Length]);
                Known = [.. ((JsonArray)line["known"]!).Select(uid => uid!.GetValue<string>())];
                break;
            case "begun" or "done" when Unfinished is { } steps:
                var number = line["step"]!.GetValue<int>();
                var first = States[number] == StepState.Open;
                States[number] = line["event"]!.GetValue<string>() == "done" ? StepState.Done : StepState.Begun;
                if (line["replacement"] is { } replacement) Replacements[number] = replacement.GetValue<string>();
                if (first && steps[number].Action == MoveAction.Evict) Evictions.Add((at, MoveLimits.OwnerOf(steps[number].Pod)));
                break;
            case "finished" or "stopped":
                Unfinished = null;
                break;
            default:
                throw new FormatException("unknown event");
        }
    }

    private static JsonObject Write(PlannedStep step) => new()
    {
        ["action"] = step.Action.ToString().ToLowerInvariant(),
        ["namespace"] = step.Pod.Namespace,
        ["pod"] = step.Pod.Name,
        ["uid"] = step.Pod.Uid,
        ["owner"] = step.Pod.Owner,
        ["node"] = step.Node,
        ["replaces"] = step.Replaces,
    };

    private static PlannedStep Step(JsonObject step) => new(
        step["action"]!.GetValue<string>() == "evict" ? MoveAction.Evict : MoveAction.Bind,
        new(step["uid"]!.GetValue<string>(), step["namespace"]!.GetValue<string>(), step["pod"]!.GetValue<string>(), []) { Owner = step["owner"]!.GetValue<string>() },
        step["node"]!.GetValue<string>(), step["replaces"]!.GetValue<bool>());
}
