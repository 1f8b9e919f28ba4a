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
        new CpSatSearch<TardinessSequence>(run, options, Name)
        {
            Build = below => new TardinessModel(problem, below, run.Bound),
            Cost = sequence => TardinessTotals.Of(problem, sequence).Weighted,
        }.Improve();
    }
}
