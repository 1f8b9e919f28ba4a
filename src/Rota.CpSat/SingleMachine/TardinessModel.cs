using Google.OrTools.Sat;
using Rota.CpSat.Solving;
using Rota.SingleMachine;

namespace Rota.CpSat.SingleMachine;

/// <summary>A tardiness problem as a CP-SAT model: an interval a job, no overlap, and the sum of weighted tardiness.</summary>
internal sealed class TardinessModel : ICpSatModel<TardinessSequence>
{
    private readonly TardinessProblem problem;
    private readonly IntVar[] starts;

    /// <param name="problem">The jobs.</param>
    /// <param name="below">Only orders that cost less are wanted; null: all.</param>
    /// <param name="bound">A proved lower bound on the cost.</param>
    public TardinessModel(TardinessProblem problem, long? below, long bound)
    {
        this.problem = problem;
        starts = new IntVar[problem.Jobs.Length];
        var intervals = new IntervalVar[starts.Length];
        var costs = new List<LinearExpr>();
        long most = 0;
        for (var j = 0; j < starts.Length; j++)
        {
            var job = problem.Jobs[j];
            starts[j] = Model.NewIntVar(job.Release, problem.Horizon - job.Processing, "");
            intervals[j] = Model.NewFixedSizeIntervalVar(starts[j], job.Processing, "");
            var latest = Math.Max(0, problem.Horizon - job.Due);
            if (job.Weight == 0 || latest == 0) continue;
            var tardiness = Model.NewIntVar(0, latest, "");
            Model.Add(tardiness >= starts[j] + (job.Processing - job.Due));
            costs.Add(tardiness * job.Weight);
            most += job.Weight * latest;
        }
        Model.AddNoOverlap(intervals);
        var (lowest, highest) = (Math.Max(0, bound), Math.Min(most, (below ?? long.MaxValue) - 1));
        if (lowest > highest)
        {
            IsEmpty = true;
            return;
        }
        var total = Model.NewIntVar(lowest, highest, "cost");
        Model.Add(total == LinearExpr.Sum(costs));
        Model.Minimize(total);
    }

    /// <summary>The model.</summary>
    public CpModel Model { get; } = new();

    /// <summary>True when the wanted costs are none: no such order exists.</summary>
    public bool IsEmpty { get; }

    /// <summary>Shows the solver an order to start from; it may lie above the wanted cost.</summary>
    public void Hint(TardinessSequence sequence)
    {
        foreach (var job in sequence.Jobs(problem)) Model.AddHint(starts[job.Job], job.Start);
    }

    /// <summary>The order of a solution. Run without pauses, it costs no more.</summary>
    public TardinessSequence Read(CpSolverSolutionCallback solution)
    {
        var order = Enumerable.Range(0, starts.Length).ToArray();
        var times = Array.ConvertAll(starts, start => solution.Value(start));
        Array.Sort(times, order);
        return TardinessSequence.Of(order);
    }
}
