using System.Collections.Immutable;
using Rota.Formats;
using Rota.SingleMachine.Solvers;

namespace Rota.SingleMachine.Explain;

/// <summary>An explanation in words: one line that sums up, and the lines that follow.</summary>
/// <param name="Summary">One line.</param>
/// <param name="Notes">What is behind it, a line each.</param>
public sealed record TardinessExplanation(string Summary, ImmutableArray<string> Notes)
{
    private const int MostNamed = 5;

    /// <summary>All of it as lines of text.</summary>
    public IEnumerable<string> Lines => [Summary, .. Notes.Select(note => "  " + note)];

    /// <summary>Why the whole order costs what it costs.</summary>
    public static TardinessExplanation OfOrder(TardinessProblem problem, TardinessSequence sequence)
    {
        var totals = TardinessTotals.Of(problem, sequence);
        var jobs = sequence.Jobs(problem).ToArray();
        var notes = ImmutableArray.CreateBuilder<string>();
        var costly = jobs.Where(job => job.Tardiness > 0).OrderByDescending(job => Cost(problem, job)).Take(MostNamed).ToArray();
        foreach (var job in costly) notes.Add($"{Describe(problem, job)}{(problem.IsWeighted ? $", costs {Cost(problem, job)}" : "")}");
        if (totals.Late > costly.Length) notes.Add($"{totals.Late - costly.Length} more are late by less");
        var bound = TardinessBounds.Best(problem);
        notes.Add($"no order costs less than {bound.Value}: {bound.Reason}");
        if (BestExchange(problem, jobs) is { } exchange) notes.Add(exchange);
        var weighted = problem.IsWeighted ? $", weighted {totals.Weighted}" : "";
        return new($"{totals.Late} of {jobs.Length} jobs are late, {totals.Sum} in all{weighted}, at most {totals.Largest}", notes.DrainToImmutable());
    }

    /// <summary>Why a job ends when it does, and what it would cost elsewhere.</summary>
    /// <exception cref="RotaException">No job has this id.</exception>
    public static TardinessExplanation OfJob(TardinessProblem problem, TardinessSequence sequence, string id)
    {
        var jobs = sequence.Jobs(problem).ToArray();
        var place = Array.FindIndex(jobs, job => problem.Jobs[job.Job].Id == id);
        if (place < 0) throw new RotaException($"the problem has no job '{id}'{Nearest.Hint(id, problem.Jobs.Select(job => job.Id))}");
        var (cost, notes) = (TardinessTotals.Of(problem, sequence).Weighted, ImmutableArray.CreateBuilder<string>());
        var job = problem.Jobs[jobs[place].Job];
        notes.Add(
            place == 0 || jobs[place].Start > jobs[place - 1].End ? $"it starts at its release {job.Release}"
            : $"it starts when job {problem.Jobs[jobs[place - 1].Job].Id} ends; {place} jobs go before it and take {jobs[place].Start - job.Release} of its waiting");
        var order = sequence.Order.ToArray();
        foreach (var (to, words) in new[] { (0, "first"), (place - 1, "one place earlier"), (place + 1, "one place later"), (order.Length - 1, "last") }.DistinctBy(move => move.Item1))
        {
            if (to < 0 || to >= order.Length || to == place) continue;
            var moved = order.ToList();
            moved.RemoveAt(place);
            moved.Insert(to, order[place]);
            var change = TardinessTotals.Of(problem, TardinessSequence.Of([.. moved])).Weighted - cost;
            notes.Add($"{words}, all of it would cost {(change == 0 ? "the same" : change > 0 ? $"{change} more" : $"{-change} less")}");
        }
        return new(Describe(problem, jobs[place]), notes.DrainToImmutable());
    }

    private static string Describe(TardinessProblem problem, ScheduledJob job)
    {
        var the = problem.Jobs[job.Job];
        var late = job.Tardiness > 0 ? $"{job.Tardiness} after its due date {the.Due}" : $"in time for its due date {the.Due}";
        return $"job {the.Id} runs [{job.Start}, {job.End}) and ends {late}";
    }

    private static string? BestExchange(TardinessProblem problem, ScheduledJob[] jobs)
    {
        if (problem.HasReleases) return null;
        var (best, least) = (-1, 0L);
        for (var i = 0; i + 1 < jobs.Length; i++)
        {
            var (a, b) = (problem.Jobs[jobs[i].Job], problem.Jobs[jobs[i + 1].Job]);
            var after = (b.Weight * Math.Max(0, jobs[i].Start + b.Processing - b.Due)) + (a.Weight * Math.Max(0, jobs[i + 1].End - a.Due));
            var change = after - Cost(problem, jobs[i]) - Cost(problem, jobs[i + 1]);
            if (change < least) (best, least) = (i, change);
        }
        return best < 0
            ? "no exchange of two neighbours saves anything"
            : $"exchanging jobs {problem.Jobs[jobs[best].Job].Id} and {problem.Jobs[jobs[best + 1].Job].Id} would save {-least}";
    }

    private static long Cost(TardinessProblem problem, ScheduledJob job) => problem.Jobs[job.Job].Weight * job.Tardiness;
}
