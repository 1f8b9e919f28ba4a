using System.Collections.Immutable;
using Rota.Serving.Engine;
using Rota.Serving.Results;

namespace Rota.Serving.Checker;

/// <summary>Holds what a run reports against what its log says.</summary>
internal static class ReportCheck
{
    public static void Check(Workload workload, RunResult result, RunBooks books, ImmutableArray<string>.Builder violations)
    {
        var overhead = SimTime.ToSeconds(result.Fleet.Instances[0].Latency.RequestOverhead);
        for (var i = 0; i < workload.Count; i++) CheckRequest(i, books.Requests[i], result[i], overhead, violations);
        CheckTotals(result, books, violations);
        CheckGaps(workload, result, books, violations);
        CheckSummary(workload, RunSummary.Of(result), books, overhead, violations);
    }

    private static void CheckRequest(int request, RequestBook book, in RequestResult reported, double overhead, ImmutableArray<string>.Builder violations)
    {
        Same("arrival", SimTime.ToSeconds(book.Arrived), reported.Arrival);
        Same("first scheduled", SimTime.ToSeconds(book.Scheduled), reported.Scheduled);
        Same("first token", SimTime.ToSeconds(book.First) + overhead, reported.FirstToken);
        if (reported.State == RequestState.Finished) Same("last token", SimTime.ToSeconds(book.Last) + overhead, reported.LastToken);
        if (reported.State == RequestState.Finished) Same("largest gap", SimTime.ToSeconds(book.LargestGap), reported.MaxGap);
        Same("time in queues", SimTime.ToSeconds(book.Waited), reported.WaitSeconds);
        Same("tokens found", book.Hits, reported.HitTokens);
        Same("tokens prefilled", book.Prefilled, reported.PrefilledTokens);
        Same("preemptions", book.Preemptions, reported.Preemptions);
        Same("attempts", book.Attempts, reported.Attempts);
        if (reported.State is RequestState.Finished or RequestState.Aborted or RequestState.Refused && reported.State != book.State) violations.Add($"request {request} is reported {reported.State}, but was {book.State}");
        if (reported.State == RequestState.Finished) Same("tokens made", book.Generated, reported.Output);

        void Same(string what, double expected, double said) => CompareIn($"{what} of request {request}", expected, said, violations);
    }

    private static void CheckTotals(RunResult result, RunBooks books, ImmutableArray<string>.Builder violations)
    {
        CompareIn("steps", books.Instances.Sum(i => i.Steps), result.StepCount, violations);
        CompareIn("seconds of steps", books.Instances.Sum(i => SimTime.ToSeconds(i.Busy)), result.BusySeconds, violations);
        CompareIn("prefill tokens", books.Instances.Sum(i => i.PrefillTokens), result.PrefillTokens, violations);
        CompareIn("decode tokens", books.Instances.Sum(i => i.DecodeTokens), result.DecodeTokens, violations);
        CompareIn("preemptions", books.Requests.Sum(b => b.Preemptions), result.Preemptions, violations);
    }

    /// <summary>One gap between every two tokens, in each class, with the very quantiles.</summary>
    private static void CheckGaps(Workload workload, RunResult result, RunBooks books, ImmutableArray<string>.Builder violations)
    {
        for (var @class = 0; @class < workload.Classes.Length; @class++)
        {
            var gaps = books.Requests.Where((_, i) => workload.Class[i] == @class).SelectMany(b => b.Gaps).Order().ToArray();
            var reported = result.Gaps(@class);
            CompareIn($"gaps of class '{workload.Classes[@class]}'", gaps.Length, reported.Count, violations);
            if (gaps.Length == 0 || gaps.Length != reported.Count) continue;
            foreach (var q in new[] { 0.5, 0.9, 0.99, 1 })
                CompareIn(FormattableString.Invariant($"gap quantile {q} of class '{workload.Classes[@class]}'"), gaps[Math.Max(1, (int)Math.Ceiling((q * gaps.Length) - 1e-9)) - 1], reported.Quantile(q), violations);
        }
    }

    private static void CheckSummary(Workload workload, RunSummary summary, RunBooks books, double overhead, ImmutableArray<string>.Builder violations)
    {
        var finished = books.Requests.Where(b => b.State == RequestState.Finished).ToArray();
        var firsts = books.Requests.Where(b => b.First != SimTime.Never).Select(b => SimTime.ToSeconds(b.First - b.Arrived) + overhead).Order().ToArray();
        Sample("TTFT", firsts, summary.All.Ttft);
        Sample("latency", [.. finished.Select(b => SimTime.ToSeconds(b.Last - b.Arrived) + overhead).Order()], summary.All.Latency);
        Sample("TPOT", [.. finished.Where(b => b.Generated > 1).Select(b => SimTime.ToSeconds(b.Last - b.First) / (b.Generated - 1)).Order()], summary.All.Tpot);
        Sample("completion of programs", [.. Jobs().Order()], summary.JobCompletion);

        void Sample(string what, double[] expected, in Distribution said)
        {
            CompareIn($"number of {what}", expected.Length, said.Count, violations);
            if (expected.Length == 0) return;
            CompareIn($"mean {what}", expected.Sum() / expected.Length, said.Mean, violations);
            CompareIn($"p50 {what}", At(expected, 0.5), said.P50, violations);
            CompareIn($"p99 {what}", At(expected, 0.99), said.P99, violations);
            CompareIn($"max {what}", expected[^1], said.Max, violations);
        }

        IEnumerable<double> Jobs()
        {
            for (var i = 0; i < books.Requests.Length; i++)
            {
                if (workload.Program[i] < 0 || workload.Previous[i] >= 0) continue;
                var last = i;
                while (workload.Next[last] >= 0) last = workload.Next[last];
                if (books.Requests[last].State == RequestState.Finished) yield return SimTime.ToSeconds(books.Requests[last].Last - books.Requests[i].Arrived) + overhead;
            }
        }
    }

    /// <summary>Between the two values that a quantile lies between.</summary>
    private static double At(double[] sorted, double q)
    {
        var place = q * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    private static void CompareIn(string what, double expected, double said, ImmutableArray<string>.Builder violations)
    {
        if (double.IsNaN(expected) && double.IsNaN(said)) return;
        if (!(Math.Abs(expected - said) <= 1e-9 * Math.Max(1, Math.Abs(expected)))) violations.Add(FormattableString.Invariant($"{what}: reported {said}, but it was {expected}"));
    }
}
