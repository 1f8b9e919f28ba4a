using Rota.Learning;
using Rota.Shop.Policies;

namespace Rota.Shop.Learning;

/// <summary>
/// A job shop that is dispatched one operation at a time. Rewards are minus the growth of a lower bound of the makespan, in shares of its first value: they add up to the final
/// makespan's excess over it. The cost is the makespan. Which operations compete for a decision, and what is shown of them, is up to <see cref="ShopDispatchEnvironment"/> and
/// <see cref="ActiveShopEnvironment"/>.
/// </summary>
public abstract class DispatchEnvironment : IEnvironment
{
    private readonly Func<ulong, ShopProblem> instances;
    private IDispatchState? state;
    private ulong seed;

    private protected DispatchEnvironment(Func<ulong, ShopProblem> instances) => this.instances = instances;

    private protected DispatchEnvironment(DispatchEnvironment other)
    {
        instances = other.instances;
        state = other.state?.Copy();
        (seed, Scale) = (other.seed, other.Scale);
    }

    /// <inheritdoc/>
    public abstract Schema Schema { get; }

    /// <inheritdoc/>
    public int CandidateCount => state?.CandidateCount ?? 0;

    /// <inheritdoc/>
    public double Cost => state?.Bound ?? 0;

    /// <summary>The instance of the episode.</summary>
    /// <exception cref="InvalidOperationException">Not reset.</exception>
    public ShopProblem Problem => State.Shop.Problem;

    /// <summary>True when every operation has its start.</summary>
    public bool IsComplete => state is { Left: 0 };

    private protected IDispatchState State => state ?? throw new InvalidOperationException("the environment was not reset");

    /// <summary>One over the episode's first bound.</summary>
    private protected double Scale { get; private set; } = 1;

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
            State.Now, job, State.ReadyAt(job), shop.Duration[operation], shop.WorkFrom[shop.First[job]] - shop.WorkFrom[operation], shop.WorkFrom[operation],
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
            if (!ReferenceEquals(state?.Shop.Problem, problem)) state = Begin(new(problem));
            this.seed = seed;
        }
        State.Reset();
        Scale = 1.0 / Math.Max(1, State.Bound);
    }

    /// <inheritdoc/>
    public bool IsLegal(int candidate) => true;

    /// <inheritdoc/>
    public StepResult Step(int candidate)
    {
        if ((uint)candidate >= (uint)CandidateCount) throw new InvalidOperationException($"candidate {candidate} of {CandidateCount}");
        var (bound, now) = (State.Bound, State.Now);
        State.Start(candidate);
        // Where machines take turns, the moment of a decision may lie before that of the last.
        return new(-(State.Bound - bound) * Scale, Math.Max(0, State.Now - now), IsComplete);
    }

    /// <inheritdoc/>
    public abstract void Observe(Observation into);

    /// <inheritdoc/>
    public abstract IEnvironment Fork();

    /// <inheritdoc/>
    public ulong Digest() => State.Digest();

    private protected abstract IDispatchState Begin(DispatchShop shop);
}
