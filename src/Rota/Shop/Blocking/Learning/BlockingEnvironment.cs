using Rota.Learning;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Learning;

/// <summary>
/// A blocking shop floor whose machines stop, dispatched one load at a time. Candidates are the jobs that may be loaded on the machine that has a choice, from the lowest;
/// the last is to leave it empty until the next event, where jobs from outside could be kept out. Rewards are minus the growth of a lower bound of the makespan, in
/// shares of its first value. The cost is the makespan.
/// </summary>
public sealed class BlockingEnvironment : IEnvironment
{
    private static readonly Schema Flat = new("blocking-shop", 1, BlockingFeatures.Globals, BlockingFeatures.Candidate);

    private readonly Func<ulong, BlockingCase> cases;
    private readonly bool graph;
    private BlockingState? state;
    private double scale = 1;
    private long bound;

    /// <summary>An environment over cases.</summary>
    /// <param name="cases">The case of a seed.</param>
    /// <param name="graph">Shows the dynamic disjunctive graph, too.</param>
    public BlockingEnvironment(Func<ulong, BlockingCase> cases, bool graph = false) => (this.cases, this.graph) = (cases, graph);

    private BlockingEnvironment(BlockingEnvironment other)
    {
        (cases, graph, scale, bound) = (other.cases, other.graph, other.scale, other.bound);
        if (other.state is not { } running) return;
        state = new(running.Shop);
        state.CopyAll(running);
    }

    /// <inheritdoc/>
    public Schema Schema => SchemaOf(graph);

    /// <inheritdoc/>
    public int CandidateCount => state is null || state.IsComplete || state.IsDeadlocked ? 0 : state.CandidateCount + (state.MayWait ? 1 : 0);

    /// <inheritdoc/>
    public double Cost => state is null ? 0 : Math.Max(bound, state.Makespan);

    /// <summary>The floor; policies that know it look at it and leave it alone.</summary>
    /// <exception cref="InvalidOperationException">Not reset.</exception>
    public BlockingState State => state ?? throw new InvalidOperationException("the environment was not reset");

    /// <summary>The schema of observations, with or without the graph.</summary>
    public static Schema SchemaOf(bool graph) => graph ? BlockingGraph.Schema : Flat;

    /// <summary>Writes what a policy sees of a floor.</summary>
    public static void Observe(BlockingState state, Observation into, bool graph)
    {
        BlockingFeatures.Write(state, into, graph);
        if (graph) BlockingGraph.Write(state, into);
    }

    /// <inheritdoc/>
    public void Reset(ulong seed)
    {
        var (problem, stops) = cases(seed);
        if (!ReferenceEquals(state?.Shop.Problem, problem)) state = new(new(problem)) { Waiting = WaitChoice.BeforeEntry };
        State.Reset(stops.AsSpan());
        bound = FloorBound.Of(State);
        scale = 1.0 / Math.Max(1, bound);
        State.Advance();
    }

    /// <inheritdoc/>
    public bool IsLegal(int candidate) => true;

    /// <inheritdoc/>
    public StepResult Step(int candidate)
    {
        if ((uint)candidate >= (uint)CandidateCount) throw new InvalidOperationException($"candidate {candidate} of {CandidateCount}");
        var now = State.Now;
        if (candidate == State.CandidateCount) State.Wait();
        else State.Load(State.Candidates[candidate]);
        var goesOn = State.Advance();
        var grown = Math.Max(bound, goesOn ? FloorBound.Of(State) : State.Makespan);
        var reward = -(grown - bound) * scale;
        bound = grown;
        return new(reward, State.Now - now, !goesOn);
    }

    /// <inheritdoc/>
    public void Observe(Observation into) => Observe(State, into, graph);

    /// <inheritdoc/>
    public IEnvironment Fork() => new BlockingEnvironment(this);

    /// <inheritdoc/>
    public ulong Digest() => State.Digest();
}
