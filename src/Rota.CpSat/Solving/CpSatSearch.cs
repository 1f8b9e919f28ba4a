using System.Globalization;
using Google.OrTools.Sat;
using Rota.Solving;

namespace Rota.CpSat.Solving;

/// <summary>
/// A run's part that CP-SAT takes: it searches below the incumbent, hinted by it, gives every better answer and every bound to the run, and starts again below a new incumbent
/// when another solver goes ahead.
/// </summary>
/// <typeparam name="TAnswer">What is looked for.</typeparam>
internal sealed class CpSatSearch<TAnswer>(Run<TAnswer> run, CpSatSearchOptions options, string name)
    where TAnswer : class
{
    /// <summary>The model of answers that cost less than that; null for all.</summary>
    public required Func<long?, ICpSatModel<TAnswer>> Build { get; init; }

    /// <summary>What an answer costs.</summary>
    public required Func<TAnswer, long> Cost { get; init; }

    /// <summary>What one unit of the model's objective costs.</summary>
    public long Unit { get; init; } = 1;

    /// <summary>Told that there is no answer at all.</summary>
    public Action? Impossible { get; init; }

    /// <summary>Searches until the run is over, the optimum is proved, or nothing is left to find.</summary>
    public void Improve()
    {
        var patience = TimeSpan.FromSeconds(options.FirstRestart);
        var leads = options is { Nice: > 0, Lead: > 0 };
        if (leads && !Search(patience, 0, TimeSpan.FromSeconds(options.Lead))) return;
        for (var round = leads ? 1 : 0; !run.ShouldStop; round++, patience *= 2)
            if (!Search(patience, round)) return;
    }

    /// <summary>One search below the incumbent, yielding to nobody where it has a <paramref name="lead"/>; false when there is nothing more to find.</summary>
    private bool Search(TimeSpan patience, int number, TimeSpan? lead = null)
    {
        var known = options.Hint ? run.Best : null;
        var model = Build(known?.Objective);
        if (model.IsEmpty) return Exhausted(known?.Objective);
        if (known is { } best) model.Hint(best.Answer);
        if (run.ShouldStop) return false;
        var own = known?.Objective ?? long.MaxValue;
        var began = run.Elapsed;
        var overtaken = false;
        using var search = new CpSatRound(model.Model, Parameters(number))
        {
            Nice = lead is null ? options.Nice : 0,
            Found = solution =>
            {
                var answer = model.Read(solution);
                var cost = Cost(answer);
                own = Math.Min(own, cost);
                run.Offer(answer, cost, name);
            },
            // Of answers below the incumbent only: none at all is below the smaller of both.
            Bounded = value => run.ProveBound(Math.Min((long)Math.Ceiling(value - 1e-6) * Unit, known?.Objective ?? long.MaxValue), name),
        };
        var status = search.Run(() =>
        {
            overtaken = (options.Hint && run.Objective < own && run.Elapsed - began > patience) || run.Elapsed - began > lead;
            return overtaken || run.ShouldStop;
        });
        if (status == CpSolverStatus.Infeasible) return Exhausted(known?.Objective);
        if (status != CpSolverStatus.Optimal) return overtaken;
        run.ProveBound(own, name);
        return false;
    }

    /// <summary>Nothing lies below <paramref name="below"/>: the answer that cost it is optimal; without one there is none at all.</summary>
    private bool Exhausted(long? below)
    {
        if (below is { } value) run.ProveBound(value, name);
        else if (run.Best is null) Impossible?.Invoke();
        return false;
    }

    // No time limit of its own: the run says when to stop, by whatever clock it was given.
    private string Parameters(int round) => string.Create(
        CultureInfo.InvariantCulture, $"num_workers:{options.Workers},random_seed:{(int)((run.Seed + (ulong)round) % int.MaxValue)},catch_sigint_signal:false");
}
