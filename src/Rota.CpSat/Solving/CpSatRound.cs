using Google.OrTools.Sat;

namespace Rota.CpSat.Solving;

/// <summary>
/// One call of CP-SAT that keeps its word on time: it runs on a thread of its own, is told to stop as soon as <c>shouldStop</c> says so, and is left behind when it
/// does not obey (presolve of a large model cannot be interrupted). A call left behind reports nothing any more.
/// </summary>
internal sealed class CpSatRound : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(120);

    private readonly CpModel model;
    private readonly CpSolver solver = new();
    private CpSolverStatus status = CpSolverStatus.Unknown;
    private Exception? fault;
    private volatile bool left;

    /// <param name="model">The model.</param>
    /// <param name="parameters">CP-SAT's parameter string.</param>
    public CpSatRound(CpModel model, string parameters)
    {
        this.model = model;
        solver.StringParameters = parameters;
    }

    /// <summary>Told of each solution while the round is alive; reads values through the callback it is given.</summary>
    public Action<CpSolverSolutionCallback>? Found { get; init; }

    /// <summary>Told of each better bound on the objective while the round is alive.</summary>
    public Action<double>? Bounded { get; init; }

    /// <summary>How much the solver's threads yield to others, 0 to 19; see <see cref="Niceness"/>.</summary>
    public int Nice { get; init; }

    /// <summary>Runs until CP-SAT is done or <paramref name="shouldStop"/> says so.</summary>
    /// <returns>CP-SAT's status; unknown when it was left behind.</returns>
    public CpSolverStatus Run(Func<bool> shouldStop)
    {
        var thread = new Thread(Work, 16 << 20) { IsBackground = true, Name = "cp-sat" };
        thread.Start();
        long stopping = 0;
        while (!thread.Join(Look))
        {
            if (stopping == 0 && !shouldStop()) continue;
            // Asked again and again: a request before the search has begun is lost.
            solver.StopSearch();
            if (stopping == 0) stopping = Environment.TickCount64;
            else if (Environment.TickCount64 - stopping > Grace.TotalMilliseconds)
            {
                left = true;
                return CpSolverStatus.Unknown;
            }
        }
        if (fault is not null) throw new InvalidOperationException("CP-SAT failed: " + fault.Message, fault);
        return status;
    }

    /// <summary>Frees the solver, unless it was left behind and still runs.</summary>
    public void Dispose()
    {
        if (!left) solver.Dispose();
    }

    private void Work()
    {
        try
        {
            Niceness.Lower(Nice);
            if (Bounded is { } bounded)
                solver.SetBestBoundCallback(value =>
                {
                    if (!left) bounded(value);
                });
            using var callback = new Callback(this);
            status = solver.Solve(model, callback);
            if (status == CpSolverStatus.ModelInvalid) fault = new InvalidOperationException(model.Validate());
        }
        catch (Exception e)
        {
            fault = e;
        }
    }

    private sealed class Callback(CpSatRound round) : CpSolverSolutionCallback
    {
        public override void OnSolutionCallback()
        {
            if (!round.left) round.Found?.Invoke(this);
        }
    }
}
