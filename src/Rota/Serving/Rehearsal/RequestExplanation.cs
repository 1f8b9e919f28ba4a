using System.Globalization;
using Rota.Serving.Engine;
using Rota.Serving.Results;

namespace Rota.Serving.Rehearsal;

/// <summary>Why a request took as long as it did, from the story of its run, in words.</summary>
public static class RequestExplanation
{
    private const int Named = 5;

    /// <summary>The lines for one request.</summary>
    /// <param name="result">A run that kept its story.</param>
    /// <param name="request">The request.</param>
    public static IEnumerable<string> Of(RunResult result, int request)
    {
        var r = result[request];
        var events = result.Story.Where(e => e.Request == request).ToList();
        yield return $"request {NameOf(result, request)}: prompt {r.Prompt}, output {result.Workload.Output[request]} tokens, {StateWords(r.State)}";
        if (double.IsNaN(r.Arrival))
        {
            yield return "it never came: the turn before it did not end";
            yield break;
        }
        yield return string.Create(CultureInfo.InvariantCulture, $"arrived at {r.Arrival:F3} s, first scheduled at {r.Scheduled:F3} s, first token at {r.FirstToken:F3} s, last at {r.LastToken:F3} s");
        if (r.State == RequestState.Refused)
        {
            yield return $"refused on arrival: its {(long)r.Prompt + result.Workload.Output[request]} tokens are more than the engine can ever hold ({result.Fleet.Instances[0].Limits.KvTokens} in KV, {result.Fleet.Instances[0].Limits.MaxModelLength} model length)";
            yield break;
        }
        foreach (var line in Waiting(result, request, r)) yield return line;
        foreach (var happening in events)
            if (Happening(result, happening) is { } line) yield return line;
        if (!double.IsNaN(r.FirstToken) && r.Output > 1)
            yield return string.Create(CultureInfo.InvariantCulture, $"decoding took {r.LastToken - r.FirstToken:F3} s, {1000 * r.Tpot:F1} ms a token, the largest gap {1000 * r.MaxGap:F1} ms");
    }

    private static IEnumerable<string> Waiting(RunResult result, int request, RequestResult r)
    {
        if (double.IsNaN(r.Scheduled) || r.QueueTime <= 0)
        {
            if (!double.IsNaN(r.Scheduled)) yield return "it did not wait: it was scheduled at once";
            yield break;
        }
        var ahead = result.Requests.Where(o => o.Request != request && o.Instance == r.Instance && !double.IsNaN(o.Scheduled) && o.Scheduled > r.Arrival && o.Scheduled <= r.Scheduled).ToList();
        var earlier = ahead.Where(o => o.Arrival <= r.Arrival).ToList();
        var later = ahead.Where(o => o.Arrival > r.Arrival).OrderBy(o => o.Scheduled).ToList();
        var running = result.Requests.Count(o => o.Instance == r.Instance && o.Scheduled <= r.Arrival && (double.IsNaN(o.LastToken) || o.LastToken > r.Arrival));
        yield return string.Create(
            CultureInfo.InvariantCulture, $"it waited {r.QueueTime:F3} s: {running} requests were running when it came, {earlier.Count} that had come before it were scheduled first, with {earlier.Sum(o => (long)o.Prompt)} prompt tokens");
        var longest = earlier.OrderByDescending(o => o.Prompt).Take(Named).Select(o => $"{NameOf(result, o.Request)} ({o.Prompt} tokens)").ToList();
        if (longest.Count > 0) yield return $"the longest of them: {string.Join(", ", longest)}";
        if (later.Count > 0)
            yield return $"{later.Count} came after it and went before it, because the order {result.Fleet.Instances[Math.Max(0, r.Instance)].Policy.Order.Name} put them first: {string.Join(", ", later.Take(Named).Select(o => NameOf(result, o.Request)))}";
        var admitted = result.Story.FirstOrDefault(e => e.Request == request && e.Kind == StoryKind.Admitted);
        if (admitted.Time > 0) yield return $"when it entered, {admitted.Running} requests ran and {admitted.FreeBlocks} KV blocks were free";
    }

    private static string? Happening(RunResult result, StoryEvent e)
    {
        var at = SimTime.ToSeconds(e.Time).ToString("F3", CultureInfo.InvariantCulture);
        return e.Kind switch
        {
            StoryKind.Admitted when e.Count > 0 => $"at {at} s it found {e.Count} tokens of its prompt in the cache",
            StoryKind.Admitted when result.Workload.Previous[e.Request] >= 0 => $"at {at} s it found nothing of its program's context: {Eviction(result, e)}",
            StoryKind.Preempted => $"at {at} s it lost its KV of {e.Count} tokens: {e.FreeBlocks} blocks were free and {e.Running} requests ran; it had to compute them again{Gainer(result, e)}",
            StoryKind.SwappedOut => $"at {at} s its KV of {e.Count} tokens moved to host memory",
            StoryKind.SwappedIn => $"at {at} s its KV of {e.Count} tokens came back",
            StoryKind.Aborted => $"at {at} s it was given up",
            _ => null,
        };
    }

    /// <summary>Who was admitted since the turn before ended: they took its blocks.</summary>
    private static string Eviction(RunResult result, StoryEvent e)
    {
        var previous = result[result.Workload.Previous[e.Request]];
        var takers = result.Story.Where(o => o.Kind == StoryKind.Admitted && o.Instance == e.Instance && o.Request != e.Request
            && SimTime.ToSeconds(o.Time) >= previous.LastToken && o.Time <= e.Time).Select(o => o.Request).Distinct().ToList();
        return previous.Instance != e.Instance
            ? $"the turn before ran on instance {previous.Instance}"
            : takers.Count == 0 ? "running requests had grown into its blocks"
            : $"{takers.Count} requests admitted since the turn before took its blocks, {string.Join(", ", takers.Take(Named).Select(o => NameOf(result, o)))} among them";
    }

    private static string Gainer(RunResult result, StoryEvent e)
    {
        var older = result.Requests.Count(o => o.Instance == e.Instance && o.Request != e.Request && o.Scheduled <= SimTime.ToSeconds(e.Time) && !(o.LastToken <= SimTime.ToSeconds(e.Time)));
        return older == 0 ? "" : $", so that {older} others could go on";
    }

    /// <summary>The trace's name of a request, or its number.</summary>
    public static string NameOf(RunResult result, int request) =>
        result.Workload.Trace.Requests[request].Id is { Length: > 0 } id ? id : request.ToString(CultureInfo.InvariantCulture);

    private static string StateWords(RequestState state) => state switch
    {
        RequestState.Finished => "finished",
        RequestState.Aborted => "given up",
        RequestState.Refused => "refused",
        _ => "not finished when the run ended",
    };
}
