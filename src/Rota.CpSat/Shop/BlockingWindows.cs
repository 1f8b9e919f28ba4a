using System.Globalization;
using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.Randomness;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Solvers;
using Rota.Solving;

namespace Rota.CpSat.Shop;

/// <summary>
/// Large neighbourhood search on blocking shops: some operations of the best schedule are let go, those before them stay where they are, those after them in their order, and CP-SAT
/// looks for an earlier end for a moment. Neighbourhoods grow while they are exhausted and shrink when they are not. One thread; begins with the rules' schedule.
/// </summary>
public sealed class BlockingWindows(BlockingWindowsOptions? options = null, int member = 0) : ISolver<BlockingProblem, BlockingSchedule>
{
    private readonly BlockingWindowsOptions options = options ?? new();

    /// <inheritdoc/>
    public string Name => "windows";

    /// <inheritdoc/>
    public string Description => "large neighbourhood search: CP-SAT on windows of time and on a few jobs of the best schedule, the rest in its order";

    /// <inheritdoc/>
    public void Improve(BlockingProblem problem, Run<BlockingSchedule> run)
    {
        if (run.Best is null) new BlockingRuleSolver().Improve(problem, run);
        var random = new RandomStream(run.Seed).Split(Name).Split(member);
        var neighbourhood = new BlockingNeighbourhood(problem, options, random);
        var (sequence, known, objective) = (default(LoadSequence), -1, long.MaxValue);
        for (var step = 0; !run.ShouldStop; step++)
        {
            if (run.Version is var version && version != known)
            {
                var best = run.Best!.Value;
                (sequence, known, objective) = (LoadSequence.Of(problem, best.Answer), version, best.Objective);
                // A schedule without swaps whose order cannot be told from its times: wait for another.
                if (sequence is null) return;
            }
            var kind = neighbourhood.Draw(sequence!, out var free);
            var rest = new BlockingRest(problem, sequence!.Order.AsSpan(), sequence.Loads.AsSpan(), free);
            var status = Search(problem, run, rest, objective, step);
            // The bound of a part says nothing of the whole, unless the part is the whole.
            if (status == CpSolverStatus.Infeasible && free.All(isFree => isFree))
            {
                run.ProveBound(objective, Name);
                return;
            }
            neighbourhood.Learn(kind, status);
        }
    }

    private CpSolverStatus Search(BlockingProblem problem, Run<BlockingSchedule> run, BlockingRest rest, long objective, int step)
    {
        var model = new BlockingModel(problem, objective, Math.Max(0, run.Bound), rest);
        if (model.IsEmpty) return CpSolverStatus.Infeasible;
        model.Hint(rest);
        var began = run.Elapsed;
        using var search = new CpSatRound(model.Model, string.Create(CultureInfo.InvariantCulture, $"num_workers:1,random_seed:{step % int.MaxValue},catch_sigint_signal:false"))
        {
            Found = solution =>
            {
                var schedule = model.Read(solution);
                if (LoadSequence.Of(problem, schedule) is { } earliest) schedule = earliest.Schedule(problem);
                var verdict = BlockingChecker.Instance.Check(problem, schedule);
                if (verdict.Accepted) run.Offer(schedule, verdict.Objective, Name);
            },
        };
        return search.Run(() => run.ShouldStop || (run.Elapsed - began).TotalSeconds > options.Moment);
    }
}
