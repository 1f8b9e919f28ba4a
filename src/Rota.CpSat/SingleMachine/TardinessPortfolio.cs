using Rota.SingleMachine;
using Rota.SingleMachine.Solvers;
using Rota.Solving;

namespace Rota.CpSat.SingleMachine;

/// <summary>
/// The solver to take when in doubt: rules first; then, without weights and releases, the decomposition with local search beside it, which has an answer whenever the run is
/// stopped; with them, local search and CP-SAT side by side, exchanging incumbent and bound. Few jobs with weights go to dynamic programming.
/// </summary>
public sealed class TardinessPortfolio : ISolver<TardinessProblem, TardinessSequence>
{
    // 2^20 sets take a tenth of a second.
    private const int FewJobs = 20;

    private static readonly RulePortfolio Rules = new();
    private static readonly CpSatTardinessSolver Constraints = new(new CpSatTardinessOptions { Nice = 10 });

    /// <inheritdoc/>
    public string Name => "portfolio";

    /// <inheritdoc/>
    public string Description => "rules, then the exact decomposition, or local search and CP-SAT side by side where jobs have weights or releases";

    /// <inheritdoc/>
    public void Improve(TardinessProblem problem, Run<TardinessSequence> run)
    {
        Rules.Improve(problem, run);
        if (run.ShouldStop || problem.Jobs.IsEmpty) return;
        if (BranchAndMemorize.Unfit(problem) is null)
        {
            Beside(new LocalSearch(Math.Max(1, run.Workers - 1)), new BranchAndMemorize()).Improve(problem, run);
            return;
        }
        if (problem.Jobs.Length <= FewJobs && SubsetProgramming.Unfit(problem) is null)
        {
            new SubsetProgramming().Improve(problem, run);
            return;
        }
        if (Constraints.Unfit(problem) is null) Beside(new LocalSearch(run.Workers), Constraints).Improve(problem, run);
        else new LocalSearch(run.Workers).Improve(problem, run);
    }

    private SideBySide<TardinessProblem, TardinessSequence> Beside(params ISolver<TardinessProblem, TardinessSequence>[] members) =>
        new(Name, Description, members);
}
