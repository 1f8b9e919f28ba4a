using System.Collections.Immutable;
using Rota.Solving;

namespace Rota.SingleMachine;

/// <summary>The referee of the tardiness problem: every job once, and the objective measured anew. Shares no code with any solver.</summary>
public sealed class TardinessChecker : IReferee<TardinessProblem, TardinessSequence>
{
    private TardinessChecker() { }

    /// <summary>The one referee; it has no state.</summary>
    public static TardinessChecker Instance { get; } = new();

    /// <inheritdoc/>
    /// <remarks>When the answer is no order of the jobs there is nothing to measure and the objective is <see cref="long.MaxValue"/>.</remarks>
    public Verdict Check(TardinessProblem problem, TardinessSequence answer)
    {
        var violations = ImmutableArray.CreateBuilder<string>();
        var order = answer.Order.IsDefault ? [] : answer.Order;
        if (order.Length != problem.Jobs.Length) violations.Add($"the sequence has {order.Length} jobs, expected {problem.Jobs.Length}");
        var seen = new bool[problem.Jobs.Length];
        for (var place = 0; place < order.Length; place++)
        {
            var job = order[place];
            if ((uint)job >= (uint)seen.Length) violations.Add($"place {place} holds job number {job}, expected 0 to {seen.Length - 1}");
            else if (seen[job]) violations.Add($"job {problem.Jobs[job].Id} comes again at place {place}");
            else seen[job] = true;
        }
        if (violations.Count > 0) return new(long.MaxValue, violations.DrainToImmutable());

        Int128 cost = 0;
        Int128 clock = 0;
        foreach (var number in order)
        {
            var job = problem.Jobs[number];
            clock = (clock < job.Release ? job.Release : clock) + job.Processing;
            if (clock > job.Due) cost += job.Weight * (clock - job.Due);
        }
        return new(cost > long.MaxValue ? long.MaxValue : (long)cost, []);
    }
}
