using Rota.Learning;
using Rota.Shop.Policies;

namespace Rota.Shop.Learning;

/// <summary>
/// A job shop, dispatched as an active schedule (Giffler and Thompson 1960): at every decision the machine of the operation that can complete first is
/// given to one of those that could start on it before that completion. Optimal schedules are among the active ones, so nothing good is out of
/// reach: a policy may let a machine wait. Rewards are minus the growth of a lower bound of the makespan, in shares of its first value; the cost is the makespan.
/// </summary>
public sealed class ActiveShopEnvironment : IEnvironment
{
    internal static readonly Schema Shown = new("shop-active", 1, 0, ActiveFeatures.Count);

    private readonly Func<ulong, ShopProblem> instances;
    private ActiveState? state;
    private ulong seed;
    private double scale = 1;

    /// <summary>An environment over instances.</summary>
    /// <param name="instances">The instance of a seed; job shops with one machine an operation, judged by makespan.</param>
    public ActiveShopEnvironment(Func<ulong, ShopProblem> instances) => this.instances = instances;

    /// <summary>An environment of one instance; seeds change nothing.</summary>
    public ActiveShopEnvironment(ShopProblem problem) : this(_ => problem) { }

    private ActiveShopEnvironment(ActiveShopEnvironment other)
    {
        instances = other.instances;
        state = other.state?.Copy();
        (seed, scale) = (other.seed, other.scale);
    }

    /// <inheritdoc/>
    public Schema Schema => Shown;

    /// <inheritdoc/>
    public int CandidateCount => state?.CandidateCount ?? 0;

    /// <inheritdoc/>
    public double Cost => state?.Bound ?? 0;

    /// <summary>The instance of the episode.</summary>
    /// <exception cref="InvalidOperationException">Not reset.</exception>
    public ShopProblem Problem => State.Shop.Problem;

    /// <summary>True when every operation has its start.</summary>
    public bool IsComplete => state is { Left: 0 };

    private ActiveState State => state ?? throw new InvalidOperationException("the environment was not reset");

    /// <summary>The schedule of a complete episode.</summary>
    /// <exception cref="InvalidOperationException">The episode is not complete.</exception>
    public ShopSchedule Schedule() => IsComplete ? ShopSchedule.FromStarts(State.Starts) : throw new InvalidOperationException("the schedule is not complete");

    /// <summary>A candidate's operation, counted through all jobs.</summary>
    public int Operation(int candidate) => State.NextOperation(State.Job(candidate));

    /// <summary>A candidate as priority rules see it.</summary>
    public WaitingOperation Waiting(int candidate)
    {
        var shop = State.Shop;
        var job = State.Job(candidate);
        var operation = State.NextOperation(job);
        return new(
            State.EarliestStart, job, State.ReadyAt(job), shop.Duration[operation], shop.WorkFrom[shop.First[job]] - shop.WorkFrom[operation], shop.WorkFrom[operation],
            shop.End[job] - operation, shop.Due[job], 1, shop.MeanDuration, 0);
    }

    /// <summary>Starts an episode whose first choice may come late or never: a shop without any choice is complete at once, with no candidates.</summary>
    /// <exception cref="RotaException">An instance of another kind.</exception>
    public void Reset(ulong seed)
    {
        // The same seed again, as when many samples of a case are drawn: the instance is kept.
        if (state is null || seed != this.seed)
        {
            var problem = instances(seed);
            if (!ReferenceEquals(state?.Shop.Problem, problem)) state = new(new(problem));
            this.seed = seed;
        }
        State.Reset();
        scale = 1.0 / Math.Max(1, State.Bound);
    }

    /// <inheritdoc/>
    public bool IsLegal(int candidate) => true;

    /// <inheritdoc/>
    public StepResult Step(int candidate)
    {
        if ((uint)candidate >= (uint)CandidateCount) throw new InvalidOperationException($"candidate {candidate} of {CandidateCount}");
        var (bound, now) = (State.Bound, State.EarliestStart);
        State.Start(candidate);
        // Machines take turns: the moment of a decision may lie before that of the last.
        return new(-(State.Bound - bound) * scale, Math.Max(0, (IsComplete ? State.Bound : State.EarliestStart) - now), IsComplete);
    }

    /// <inheritdoc/>
    public void Observe(Observation into) => ActiveFeatures.Write(State, into);

    /// <inheritdoc/>
    public IEnvironment Fork() => new ActiveShopEnvironment(this);

    /// <inheritdoc/>
    public ulong Digest() => State.Digest();
}
