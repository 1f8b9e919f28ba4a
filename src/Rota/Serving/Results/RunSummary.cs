using System.Collections.Immutable;
using Rota.Serving.Engine;

namespace Rota.Serving.Results;

/// <summary>A rehearsal in numbers: all requests together, each class, and what the engines did.</summary>
public sealed record RunSummary
{
    /// <summary>All classes together.</summary>
    public required ClassSummary All { get; init; }

    /// <summary>Each class by itself.</summary>
    public required ImmutableArray<ClassSummary> Classes { get; init; }

    /// <summary>Job completion time of programs, arrival of the first turn to the last token of the last, seconds; empty without programs.</summary>
    public required Distribution JobCompletion { get; init; }

    /// <summary>Programs that were finished.</summary>
    public required int ProgramsFinished { get; init; }

    /// <summary>From the first arrival to the end, seconds.</summary>
    public required double MakespanSeconds { get; init; }

    /// <summary>Finished requests a second.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>Output tokens a second.</summary>
    public required double OutputTokensPerSecond { get; init; }

    /// <summary>Requests a second that met every target; NaN without targets.</summary>
    public required double Goodput { get; init; }

    /// <summary>Mean share of KV blocks in use while steps ran.</summary>
    public required double KvUse { get; init; }

    /// <summary>Share of the time in which steps ran, all instances together.</summary>
    public required double Utilisation { get; init; }

    /// <summary>Times a request lost its KV.</summary>
    public required long Preemptions { get; init; }

    /// <summary>Share of looked-up tokens that the prefix cache held.</summary>
    public required double HitRate { get; init; }

    /// <summary>Joules a finished request.</summary>
    public required double JoulesPerRequest { get; init; }

    /// <summary>Millijoules a token, prompt and output counted.</summary>
    public required double MillijoulesPerToken { get; init; }

    /// <summary>Sums up a run.</summary>
    /// <param name="result">The run.</param>
    /// <param name="targets">Targets where the trace has none.</param>
    /// <param name="warmUp">Share of the requests, first arrivals first, that are not counted.</param>
    public static RunSummary Of(RunResult result, ServiceTargets? targets = null, double warmUp = 0)
    {
        targets ??= new();
        var counted = result.Requests.Where(r => !double.IsNaN(r.Arrival)).OrderBy(r => r.Arrival).ThenBy(r => r.Request).ToArray();
        counted = counted[(int)(warmUp * counted.Length)..];
        var names = result.Workload.Classes;
        var classes = names.Select((name, i) => Summary(result, name, [.. counted.Where(r => result.Workload.Class[r.Request] == i)], result.Gaps(i), targets)).ToImmutableArray();
        var all = names.Length == 1 ? classes[0] with { Class = "all" } : Summary(result, "all", counted, result.Gaps(), targets);
        var jobs = Jobs(result);
        var start = counted.Length == 0 ? 0 : counted[0].Arrival;
        var makespan = Math.Max(1e-12, result.EndSeconds - start);
        var finished = counted.Where(r => r.State == RequestState.Finished).ToArray();
        var tokens = finished.Sum(r => (double)r.Prompt + r.Output);
        return new()
        {
            All = all,
            Classes = classes,
            JobCompletion = Distribution.Of(jobs),
            ProgramsFinished = jobs.Count,
            MakespanSeconds = makespan,
            RequestsPerSecond = finished.Length / makespan,
            OutputTokensPerSecond = finished.Sum(r => (double)r.Output) / makespan,
            Goodput = double.IsNaN(all.Attainment) ? double.NaN : all.Attainment * counted.Length / makespan,
            KvUse = result.MeanKvUse,
            Utilisation = result.EndSeconds <= 0 ? 0 : result.BusySeconds / result.EndSeconds / result.Fleet.Instances.Length,
            Preemptions = result.Preemptions,
            HitRate = result.QueriedTokens == 0 ? 0 : (double)result.HitTokens / result.QueriedTokens,
            JoulesPerRequest = finished.Length == 0 ? double.NaN : result.Joules / finished.Length,
            MillijoulesPerToken = tokens == 0 ? double.NaN : result.Joules * 1000 / tokens,
        };
    }

    private static ClassSummary Summary(RunResult result, string name, RequestResult[] requests, WeightedSample gaps, ServiceTargets targets)
    {
        var finished = requests.Where(r => r.State == RequestState.Finished).ToArray();
        var hasTargets = !targets.IsEmpty || requests.Any(r => result.Workload.TtftTarget[r.Request] != SimTime.Never || result.Workload.TbtTarget[r.Request] != SimTime.Never);
        return new(
            name, requests.Length, finished.Length, requests.Count(r => r.State == RequestState.Aborted), requests.Count(r => r.State == RequestState.Refused),
            Distribution.Of(requests.Select(r => r.Ttft)), Distribution.Of(finished.Where(r => r.Output > 1).Select(r => r.Tpot)), Distribution.Of(gaps),
            Distribution.Of(finished.Select(r => r.Latency)), Distribution.Of(requests.Select(r => r.QueueTime)),
            hasTargets && requests.Length > 0 ? (double)requests.Count(r => Meets(result, r, targets)) / requests.Length : double.NaN,
            hasTargets && requests.Length > 0 ? (double)requests.Count(r => MeetsTtft(result, r, targets)) / requests.Length : double.NaN);
    }

    /// <summary>Whether a finished request met every target.</summary>
    public static bool Meets(RunResult result, in RequestResult request, ServiceTargets targets) =>
        request.State == RequestState.Finished && MeetsTtft(result, request, targets)
        && request.MaxGap <= (Target(result.Workload.TbtTarget[request.Request]) ?? targets.TbtSeconds ?? double.PositiveInfinity)
        && request.Latency <= (targets.LatencySeconds ?? double.PositiveInfinity);

    private static bool MeetsTtft(RunResult result, in RequestResult request, ServiceTargets targets) =>
        request.Ttft <= (Target(result.Workload.TtftTarget[request.Request]) ?? targets.TtftSeconds ?? double.PositiveInfinity);

    private static double? Target(long time) => time == SimTime.Never ? null : SimTime.ToSeconds(time);

    private static List<double> Jobs(RunResult result)
    {
        var jobs = new List<double>();
        foreach (var first in result.Workload.FirstOfProgram)
        {
            var last = first;
            while (result.Workload.Next[last] >= 0) last = result.Workload.Next[last];
            if (result[last].State == RequestState.Finished) jobs.Add(result[last].LastToken - result[first].Arrival);
        }
        return jobs;
    }
}
