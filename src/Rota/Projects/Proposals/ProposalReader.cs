using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Rota.Projects.Proposals;

/// <summary>Reads start times out of what a model answered.</summary>
internal static partial class ProposalReader
{
    private const long Latest = 1L << 50;

    /// <summary>One JSON object {"schedule": [{"id", "start"[, "end"]}, ...]}, bare or fenced; all else is a fault.</summary>
    public static (ImmutableArray<long?>, ImmutableArray<ProposalFault>) Strict(ProjectProblem problem, string answer)
    {
        var text = Thinking().Replace(answer, "").Trim();
        if (Fence().Match(text) is { Success: true } fence) text = fence.Groups["body"].Value.Trim();
        var starts = new long?[problem.Tasks.Length];
        var faults = ImmutableArray.CreateBuilder<ProposalFault>();
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object) Fault(ProposalFamily.Unparsable, "the answer is no JSON object");
            else if (!document.RootElement.TryGetProperty("schedule", out var list) || list.ValueKind != JsonValueKind.Array)
                Fault(ProposalFamily.Schema, "the answer has no list 'schedule'");
            else
                foreach (var item in list.EnumerateArray()) Entry(item);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            Fault(ProposalFamily.Unparsable, "the answer is not JSON");
        }
        if (faults.All(fault => fault.Family != ProposalFamily.Unparsable))
            for (var i = 0; i < starts.Length; i++)
                if (starts[i] is null && !faults.Any(fault => fault.Text.StartsWith($"task {problem.Tasks[i].Id} ", StringComparison.Ordinal)))
                    Fault(ProposalFamily.Schema, $"task {problem.Tasks[i].Id} is missing");
        return ([.. starts], faults.ToImmutable());

        void Fault(ProposalFamily family, string what) => faults.Add(new(family, what));

        void Entry(JsonElement item)
        {
            if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.String)
            {
                Fault(ProposalFamily.Schema, "an entry of 'schedule' has no id");
                return;
            }
            var name = id.GetString()!;
            var task = Find(problem, name);
            if (task < 0) Fault(ProposalFamily.Schema, $"there is no task {Shown(name)}");
            else if (starts[task] is not null) Fault(ProposalFamily.Schema, $"task {name} comes twice");
            else if (!item.TryGetProperty("start", out var start) || Whole(start) is not { } at) Fault(ProposalFamily.Schema, $"task {name} has no whole number as start");
            else if (at < 0) Fault(ProposalFamily.Schema, $"task {name} starts at {at}, before 0");
            else
            {
                starts[task] = at;
                var end = problem.End(task, 0, at);
                if (item.TryGetProperty("end", out var given) && Whole(given) != end) Fault(ProposalFamily.Schema, $"task {name} ends at another time than {end}");
            }
        }
    }

    /// <summary>Pairs of a task and a number wherever they stand: objects, maps, lists, lines of a table. The first start of a task counts; what is negative counts as 0.</summary>
    public static (ImmutableArray<long?>, ImmutableArray<ProposalFault>) Lenient(ProjectProblem problem, string answer)
    {
        var text = Thinking().Replace(answer, "");
        var starts = new long?[problem.Tasks.Length];
        foreach (var json in Candidates(text))
        {
            try
            {
                using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
                Gather(problem, document.RootElement, starts);
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                continue;
            }
            if (starts.Any(start => start is not null)) break;
        }
        if (starts.All(start => start is null))
            foreach (Match line in Line().Matches(text))
                Take(problem, starts, line.Groups["id"].Value, long.TryParse(line.Groups["start"].ValueSpan, CultureInfo.InvariantCulture, out var at) ? at : null);
        var faults = starts.All(start => start is null) ? [new ProposalFault(ProposalFamily.Unparsable, "no start of any task can be read")]
            : starts.Select((start, i) => (start, i)).Where(entry => entry.start is null)
                .Select(entry => new ProposalFault(ProposalFamily.Schema, $"task {problem.Tasks[entry.i].Id} is missing")).ToImmutableArray();
        return ([.. starts], faults);
    }

    private static IEnumerable<string> Candidates(string text)
    {
        foreach (Match fence in Fence().Matches(text)) yield return fence.Groups["body"].Value;
        foreach (var (open, close) in new[] { ('{', '}'), ('[', ']') })
            if (text.IndexOf(open, StringComparison.Ordinal) is var first and >= 0 && text.LastIndexOf(close) is var last && last > first) yield return text[first..(last + 1)];
    }

    private static void Gather(ProjectProblem problem, JsonElement value, long?[] starts)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            if (value.GetArrayLength() == 2 && value[0].ValueKind == JsonValueKind.String && Whole(value[1]) is { } at) Take(problem, starts, value[0].GetString()!, at);
            else foreach (var item in value.EnumerateArray()) Gather(problem, item, starts);
            return;
        }
        if (value.ValueKind != JsonValueKind.Object) return;
        string? id = null;
        long? start = null;
        foreach (var property in value.EnumerateObject())
        {
            if (property.Name.ToLowerInvariant() is "id" or "task" or "name" && property.Value.ValueKind == JsonValueKind.String) id ??= property.Value.GetString();
            else if (property.Name.ToLowerInvariant() is "start" or "start_time" or "starttime" or "begin") start ??= Whole(property.Value);
        }
        if (id is not null && start is not null)
        {
            Take(problem, starts, id, start);
            return;
        }
        foreach (var property in value.EnumerateObject())
        {
            if (Find(problem, property.Name) < 0) Gather(problem, property.Value, starts);
            else if (Whole(property.Value) is { } at) Take(problem, starts, property.Name, at);
            else if (property.Value.ValueKind == JsonValueKind.Object && property.Value.TryGetProperty("start", out var inner)) Take(problem, starts, property.Name, Whole(inner));
        }
    }

    private static void Take(ProjectProblem problem, long?[] starts, string id, long? start)
    {
        var task = Find(problem, id.Trim());
        if (task >= 0 && start is { } at) starts[task] ??= Math.Clamp(at, 0, Latest);
    }

    private static long? Whole(JsonElement value)
    {
        double number;
        if (value.ValueKind == JsonValueKind.Number) number = value.GetDouble();
        else if (value.ValueKind != JsonValueKind.String || !double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number)) return null;
        return number == Math.Floor(number) && Math.Abs(number) <= Latest ? (long)number : null;
    }

    private static int Find(ProjectProblem problem, string id)
    {
        for (var i = 0; i < problem.Tasks.Length; i++)
            if (problem.Tasks[i].Id.Equals(id, StringComparison.OrdinalIgnoreCase)) return i;
        return -1;
    }

    private static string Shown(string name)
    {
        var line = string.Concat(name.Where(c => !char.IsControl(c)));
        return line.Length <= 40 ? line : line[..40];
    }

    [GeneratedRegex(@"<think>.*?(</think>|$)", RegexOptions.Singleline, 2000)]
    private static partial Regex Thinking();

    [GeneratedRegex(@"```[A-Za-z]*\s*\n(?<body>.*?)```", RegexOptions.Singleline, 2000)]
    private static partial Regex Fence();

    [GeneratedRegex(@"^[\s|*\-]*(?<id>[A-Za-z][\w.\-]*)[\s|,;:=*]+(starts?( at)?[\s:=]*)?(?<start>\d{1,15})\b", RegexOptions.Multiline | RegexOptions.IgnoreCase, 2000)]
    private static partial Regex Line();
}
