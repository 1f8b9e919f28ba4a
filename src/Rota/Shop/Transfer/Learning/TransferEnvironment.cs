using Rota.Learning;
using Rota.Shop.Transfer.Simulation;

namespace Rota.Shop.Transfer.Learning;

/// <summary>
/// A line, decided one move at a time. The reward is +1 for every plate that leaves, minus the elapsed time in units of the line's bound: 0 on average at the
/// bound. -1 for every stay that is too long, -5 and the end when the line locks up. The cost is the steady time between plates over the bound, of a lot its makespan.
/// </summary>
/// <param name="lineOf">The line of a seed.</param>
/// <param name="plates">Plates of an episode; a lot is played to its end.</param>
public sealed class TransferEnvironment(Func<ulong, TransferLine> lineOf, int plates = 100) : IEnvironment
{
    private LineSimulation? state;
    private bool running;

    private TransferEnvironment(TransferEnvironment other) : this(other.Lines, other.Plates) => (state, running) = (other.state?.Fork(), other.running);

    /// <inheritdoc/>
    public Schema Schema => TransferFeatures.Schema;

    /// <summary>The line at the present decision.</summary>
    public LineSimulation State => state ?? throw new InvalidOperationException("reset the environment first");

    /// <inheritdoc/>
    public int CandidateCount => running ? State.Candidates.Count + (State.CanWait ? 1 : 0) : 0;

    /// <inheritdoc/>
    public double Cost
    {
        get
        {
            var (outputs, tact) = (State.Outputs, LineFigures.Of(State.Line).Tact);
            var goal = Goal;
            if (outputs.Count < goal) return 10;
            // A lot is done when its last plate is; its stations need at least so long for it.
            if (!State.Line.Arrivals.Lot.IsEmpty) return outputs[^1] / (double)tact / goal;
            var first = outputs.Count / 4;
            return (outputs[^1] - outputs[first]) / (double)(outputs.Count - 1 - first) / tact;
        }
    }

    private Func<ulong, TransferLine> Lines => lineOf;

    private int Plates => plates;

    private int Goal => State.Line.Arrivals.Lot is { IsEmpty: false } lot ? lot.Length : plates;

    /// <inheritdoc/>
    public void Reset(ulong seed)
    {
        state = new(lineOf(seed), seed);
        running = state.Advance(Goal);
    }

    /// <inheritdoc/>
    public bool IsLegal(int candidate) => candidate >= 0 && candidate < CandidateCount;

    /// <inheritdoc/>
    public StepResult Step(int candidate)
    {
        if (!IsLegal(candidate)) throw new InvalidOperationException($"candidate {candidate} of {CandidateCount}");
        var (now, gone, violations) = (State.Now, State.Outputs.Count, State.Violations);
        if (candidate < State.Candidates.Count) State.Take(candidate);
        else State.Wait();
        running = State.Advance(Goal);
        var tact = LineFigures.Of(State.Line).Tact;
        var elapsed = (State.Now - now) / (double)tact;
        var reward = State.Outputs.Count - gone - elapsed - (State.Violations - violations);
        var lost = State.Now > 20.0 * tact * Goal;
        if (lost) running = false;
        return new(State.Deadlocked ? reward - 5 : reward, elapsed, !running && !lost, lost);
    }

    /// <inheritdoc/>
    public void Observe(Observation into) => TransferFeatures.Write(State, into);

    /// <inheritdoc/>
    public IEnvironment? Fork() => new TransferEnvironment(this);

    /// <inheritdoc/>
    public ulong Digest() => State.Digest();
}
