using System.Globalization;
using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.Projects;
using Rota.Projects.Solvers;
using Rota.Randomness;
using Rota.Solving;

namespace Rota.CpSat.Projects;

/// <summary>
/// Large neighbourhood search by partial order (Godard, Laborie and Nuijten 2005): some tasks of the best schedule are let go, the others keep their modes and the order in which
/// units pass between them, and CP-SAT looks for something shorter for a moment. Neighbourhoods grow while they are exhausted and shrink when they are not. Every project, one
/// thread; begins with a rule's schedule, or CP-SAT's first one where rules find none.
/// </summary>
public sealed class LargeNeighbourhoodSearch(string name = "lns") : ISolver<ProjectProblem, ProjectSchedule>
{
    private const int Smallest = 10;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.5);

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public string Description => "large neighbourhood search: CP-SAT on windows of the best schedule, the rest in its partial order";

    /// <inheritdoc/>
    public void Improve(ProjectProblem problem, Run<ProjectSchedule> run)
    {
        if (new CpSatProjectSolver().Unfit(problem) is { } why)
        {
            run.GiveUp(why);
            return;
        }
        if (run.Best is null) new RuleSchedules().Improve(problem, run);
        if (!run.ShouldStop && run.Best is null) First(problem, run);
        if (run.ShouldStop || run.Best is null || !ProjectBounds.Prove(problem, run)) return;
        var random = new RandomStream(run.Seed).Split(Name);
        var neighbourhood = new ProjectNeighbourhood(problem, random);
        var size = (double)Math.Min(problem.Tasks.Length, 25);
        var (arcs, known) = (new HashSet<(int From, int To)>(), -1);
        for (var step = 0; !run.ShouldStop; step++)
        {
            var best = run.Best!.Value;
            if (run.Version is var version && version != known) (arcs, known) = (ResourceFlow.Arcs(problem, best.Answer), version);
            var free = neighbourhood.Draw(best.Answer, (int)size);
            var status = Search(problem, run, best.Answer, best.Objective, arcs, free, step);
            if (status is null || (status == CpSolverStatus.Infeasible && free.All(isFree => isFree)))
            {
                run.ProveBound(best.Objective, Name);
                return;
            }
            size = Math.Clamp(size * (status == CpSolverStatus.Unknown ? 0.97 : status == CpSolverStatus.Infeasible ? 1.02 : 1), Math.Min(Smallest, problem.Tasks.Length), problem.Tasks.Length);
        }
    }

    /// <summary>Any schedule, or the proof that there is none.</summary>
    private void First(ProjectProblem problem, Run<ProjectSchedule> run)
    {
        var model = new ProjectModel(problem, problem.Horizon, 0, StartWindows.Of(problem, problem.Horizon));
        var status = model.IsEmpty ? CpSolverStatus.Infeasible : Ask(problem, run, model, 0, () => run.Best is not null);
        if (status == CpSolverStatus.Infeasible) run.ProveInfeasible($"CP-SAT proves that no schedule ends by {problem.Horizon}; explain names the clash");
    }

    /// <summary>One neighbourhood; null when nothing shorter exists anywhere.</summary>
    private CpSolverStatus? Search(
        ProjectProblem problem, Run<ProjectSchedule> run, ProjectSchedule schedule, long objective, HashSet<(int From, int To)> arcs, bool[] free, int step)
    {
        var windows = StartWindows.Of(problem, objective - 1);
        if (windows.IsEmpty) return null;
        var model = new ProjectModel(problem, objective - 1, Math.Max(0, run.Bound), windows);
        if (model.IsEmpty) return null;
        for (var i = 0; i < free.Length; i++)
            if (!free[i]) model.Keep(i, schedule.Modes[i]);
        foreach (var (from, to) in arcs)
            if (!free[from] && !free[to]) model.Precede(from, to);
        model.MinimiseMakespan();
        model.Hint(schedule);
        var began = run.Elapsed;
        return Ask(problem, run, model, step, () => run.Elapsed - began > Moment);
    }

    private CpSolverStatus Ask(ProjectProblem problem, Run<ProjectSchedule> run, ProjectModel model, int seed, Func<bool> enough)
    {
        using var search = new CpSatRound(model.Model, string.Create(CultureInfo.InvariantCulture, $"num_workers:1,random_seed:{seed},catch_sigint_signal:false"))
        {
            Found = solution =>
            {
                var better = model.Read(solution);
                run.Offer(better, better.Makespan(problem), Name);
            },
        };
        return search.Run(() => run.ShouldStop || enough());
    }
}
