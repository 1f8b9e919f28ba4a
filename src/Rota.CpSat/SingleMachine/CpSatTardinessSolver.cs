using System.Globalization;
using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.SingleMachine;
using Rota.SingleMachine.Solvers;
using Rota.Solving;

namespace Rota.CpSat.SingleMachine;

/// <summary>
/// Constraint programming with OR-Tools CP-SAT for any weights and releases. Starts from the run's incumbent (a rule's order when there is none), searches only for what
/// is better, and starts again below a new incumbent when another solver goes ahead. Its bounds go to the run.
/// </summary>
public sealed class CpSatTardinessSolver(CpSatTardinessOptions? options = null, string name = "cp-sat") : ISolver<TardinessProblem, TardinessSequence>
{
    private const long MostCost = 1L << 50;

    private readonly CpSatTardinessOptions options = options ?? new();

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => options.Hint
        ? $"constraint programming: OR-Tools CP-SAT with {options.Workers} workers, hinted by the best order known"
        : $"constraint programming: OR-Tools CP-SAT with {options.Workers} workers, from nothing";

    /// <summary>Why this solver does not fit a problem, null when it does.</summary>
    public string? Unfit(TardinessProblem problem)
    {
        if (problem.IsIrregular) return "CP-SAT needs processing times of at least 1";
        if (problem.Jobs.Length > options.MostJobs) return $"CP-SAT takes at most {options.MostJobs} jobs here, the problem has {problem.Jobs.Length}; try local-search";
        Int128 most = 0;
        foreach (var job in problem.Jobs) most += job.Weight * Int128.Max(0, problem.Horizon - job.Due);
        return most > MostCost ? "CP-SAT needs costs below 2^50; try local-search" : null;
    }

    /// <inheritdoc/>
    public void Improve(TardinessProblem problem, Run<TardinessSequence> run)
    {
        if (Unfit(problem) is { } why)
        {
            run.GiveUp(why);
            return;
        }
        if (options.Hint && run.Best is null) new RulePortfolio().Improve(problem, run);
        run.ProveBound(TardinessBounds.Best(problem).Value, Name);
        var patience = TimeSpan.FromSeconds(options.FirstRestart);
        for (var round = 0; !run.ShouldStop; round++, patience *= 2)
            if (!Search(problem, run, patience, round)) return;
    }

    /// <summary>One search below the incumbent; false when there is nothing more to find.</summary>
    private bool Search(TardinessProblem problem, Run<TardinessSequence> run, TimeSpan patience, int number)
    {
        var known = options.Hint ? run.Best : null;
        var model = new TardinessModel(problem, known?.Objective, run.Bound);
        if (model.IsEmpty) return Exhausted(run, known?.Objective);
        if (known is { } best) model.Hint(problem, best.Answer);
        if (run.ShouldStop) return false;
        var own = known?.Objective ?? long.MaxValue;
        var began = run.Elapsed;
        var overtaken = false;
        using var search = new CpSatRound(model.Model, Parameters(run, number))
        {
            Nice = options.Nice,
            Found = solution =>
            {
                var sequence = model.Read(solution);
                var cost = TardinessTotals.Of(problem, sequence).Weighted;
                own = Math.Min(own, cost);
                run.Offer(sequence, cost, Name);
            },
            Bounded = value => run.ProveBound(Math.Min((long)Math.Ceiling(value - 1e-6), known?.Objective ?? long.MaxValue), Name),
        };
        var status = search.Run(() =>
        {
            overtaken = options.Hint && run.Objective < own && run.Elapsed - began > patience;
            return overtaken || run.ShouldStop;
        });
        if (status == CpSolverStatus.Infeasible) return Exhausted(run, known?.Objective);
        if (status != CpSolverStatus.Optimal) return overtaken;
        run.ProveBound(own, Name);
        return false;
    }

    /// <summary>Nothing lies below <paramref name="below"/>: the order that cost it is optimal.</summary>
    private bool Exhausted(Run<TardinessSequence> run, long? below)
    {
        if (below is { } value) run.ProveBound(value, Name);
        return false;
    }

    private string Parameters(Run<TardinessSequence> run, int round)
    {
        var seed = (int)((run.Seed + (ulong)round) % int.MaxValue);
        var parameters = string.Create(CultureInfo.InvariantCulture, $"num_workers:{options.Workers},random_seed:{seed},catch_sigint_signal:false");
        return run.Remaining is { } left
            ? parameters + string.Create(CultureInfo.InvariantCulture, $",max_time_in_seconds:{Math.Max(0.01, left.TotalSeconds):F3}")
            : parameters;
    }
}
