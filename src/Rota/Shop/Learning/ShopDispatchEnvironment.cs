using Rota.Learning;
using Rota.Shop.Policies;

namespace Rota.Shop.Learning;

/// <summary>
/// A job shop, dispatched without delay: whenever machines are free and operations wait, one of them is started. Candidates are the operations that can start
/// now at machines with a choice, by job; where an operation is alone it starts unasked. Rewards are minus the growth of a lower bound of the makespan, in
/// shares of its first value: they add up to the final makespan's excess over it. The cost is the makespan.
/// </summary>
public sealed class ShopDispatchEnvironment : IEnvironment
{
    private const int Globals = 4, Features = 12;

    private static readonly Schema Shown = new("shop-dispatch", 1, Globals, Features);

    private readonly Func<ulong, ShopProblem> instances;
    private DispatchState? state;
    private double scale = 1;

    /// <summary>An environment over instances.</summary>
    /// <param name="instances">The instance of a seed; job shops with one machine an operation, judged by makespan.</param>
    public ShopDispatchEnvironment(Func<ulong, ShopProblem> instances) => this.instances = instances;

    /// <summary>An environment of one instance; seeds change nothing.</summary>
    public ShopDispatchEnvironment(ShopProblem problem) : this(_ => problem) { }

    private ShopDispatchEnvironment(ShopDispatchEnvironment other)
    {
        instances = other.instances;
        state = other.state?.Copy();
        scale = other.scale;
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

    private DispatchState State => state ?? throw new InvalidOperationException("the environment was not reset");

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
        var problem = instances(seed);
        if (!ReferenceEquals(state?.Shop.Problem, problem)) state = new(new(problem));
        State.Reset();
        scale = 1.0 / Math.Max(1, State.Bound);
    }

    /// <inheritdoc/>
    public bool IsLegal(int candidate) => true;

    /// <inheritdoc/>
    public StepResult Step(int candidate)
    {
        if ((uint)candidate >= (uint)CandidateCount) throw new InvalidOperationException($"candidate {candidate} of {CandidateCount}");
        var (bound, now) = (State.Bound, State.Now);
        State.Start(candidate);
        return new(-(State.Bound - bound) * scale, State.Now - now, IsComplete);
    }

    /// <inheritdoc/>
    public void Observe(Observation into)
    {
        var (now, shop, count) = (State, State.Shop, CandidateCount);
        double mean = 1 / shop.MeanDuration, bound = 1.0 / Math.Max(1, now.Bound), jobs = 1.0 / shop.First.Length, route = 1.0 / shop.LongestRoute;
        into.Globals[0] = now.Left / (float)shop.Machine.Length;
        into.Globals[1] = count / (float)shop.First.Length;
        into.Globals[2] = (float)(now.Now * scale);
        into.Globals[3] = (float)(now.Bound * scale) - 1;
        for (var i = 0; i < count; i++)
        {
            var job = now.Job(i);
            var operation = now.NextOperation(job);
            var end = shop.End[job];
            var (machine, duration, work) = (shop.Machine[operation], shop.Duration[operation], shop.WorkFrom[operation]);
            var f = into.AddCandidate();
            f[0] = (float)(duration * mean);
            f[1] = (float)(work * scale);
            f[2] = (float)((end - operation) * route);
            f[3] = (float)((now.Now - now.ReadyAt(job)) * mean);
            f[4] = (float)(now.WorkLeft(machine) * scale);
            f[5] = (float)(now.Waiting(machine) * jobs);
            // How near the job and the machine are to deciding the end: 1 is on the bound.
            f[6] = (float)((now.Now + work) * bound);
            f[7] = (float)((now.Now + now.WorkLeft(machine)) * bound);
            if (operation + 1 == end)
            {
                f[8] = 1;
                continue;
            }
            var after = shop.Machine[operation + 1];
            f[9] = (float)(shop.Duration[operation + 1] * mean);
            f[10] = (float)(now.WorkLeft(after) * scale);
            f[11] = (float)(Math.Max(0, now.FreeAt(after) - now.Now - duration) * mean);
        }
    }

    /// <inheritdoc/>
    public IEnvironment Fork() => new ShopDispatchEnvironment(this);

    /// <inheritdoc/>
    public ulong Digest() => State.Digest();
}
