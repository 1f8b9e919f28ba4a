using Rota.Shop.Blocking.Policies;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Live;

/// <summary>
/// A blocking shop that really runs. The shop says what happened (a job is done, a machine went down or came up, an operation takes longer, a job was added), all that happened
/// at one moment, and then asks what to do. The policy is the one of the rehearsal, unchanged; it cannot tell. For one thread at a time.
/// </summary>
public sealed class LiveBlockingShop
{
    private readonly IBlockingPolicy policy;
    private readonly TimeProvider clock;
    private readonly TimeSpan unit;
    private readonly ulong seed;
    private readonly long began;

    /// <summary>An empty shop with every job outside.</summary>
    /// <param name="problem">The shop; its stops are not used, the machines have their own.</param>
    /// <param name="policy">Who decides, see <see cref="Rehearsal.BlockingPolicies"/>.</param>
    /// <param name="clock">The wall clock, or that of a test.</param>
    /// <param name="unit">How long a time unit of the durations is; longer than 0.</param>
    /// <param name="seed">For policies that use chance.</param>
    public LiveBlockingShop(BlockingProblem problem, IBlockingPolicy policy, TimeProvider clock, TimeSpan unit, ulong seed = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(unit, TimeSpan.Zero);
        (this.policy, this.clock, this.unit, this.seed) = (policy, clock, unit, seed);
        Problem = problem.With(StopModel.Never);
        State = BlockingState.Driven(new(Problem));
        policy.Begin(State, seed);
        began = clock.GetTimestamp();
    }

    /// <summary>The shop, added jobs included.</summary>
    public BlockingProblem Problem { get; private set; }

    /// <summary>The floor as far as it is known.</summary>
    public BlockingState State { get; private set; }

    /// <summary>A job's operation is done. It keeps its machine until a command moves it; after its last operation it leaves.</summary>
    /// <exception cref="RotaException">It is not worked on.</exception>
    public void JobDone(int job) => Note(() => State.DriveJobDone(job));

    /// <summary>A machine went down: nobody may enter; say with <see cref="Remaining"/> what that means for the job on it.</summary>
    /// <param name="machine">Its index.</param>
    /// <param name="repair">How long that is expected to take, in time units.</param>
    /// <exception cref="RotaException">There is no such machine.</exception>
    public void MachineDown(int machine, int repair) => Note(() => State.DriveDown(machine, repair));

    /// <summary>A machine is up again.</summary>
    /// <exception cref="RotaException">It was not down.</exception>
    public void MachineUp(int machine) => Note(() => State.DriveUp(machine));

    /// <summary>An operation under way will take so many time units from now on, other than was thought.</summary>
    /// <exception cref="RotaException">The job is not worked on.</exception>
    public void Remaining(int job, int time) => Note(() => State.DriveRemaining(job, time));

    /// <summary>A job was added; it waits outside.</summary>
    /// <returns>Its index.</returns>
    /// <exception cref="RotaException">It does not fit the shop, see <see cref="BlockingProblem"/>.</exception>
    public int JobAdded(ShopJob job)
    {
        var shop = Problem.Shop;
        var larger = new BlockingProblem(new(shop.Name, shop.MachineCount, [.. shop.Jobs, job], shop.Objective, shop.Origin), Problem.Swap, Problem.Reload);
        Note(() => State = State.DrivenWith(new(larger)));
        Problem = larger;
        policy.Begin(State, seed);
        return larger.Shop.Jobs.Length - 1;
    }

    /// <summary>The moves that are due now, in order; moves of a ring happen at once.</summary>
    /// <exception cref="RotaException">Jobs wait for each other in a ring, and swaps are not allowed.</exception>
    public IReadOnlyList<LoadCommand> Decide()
    {
        var commands = State.Loads = [];
        Note(() => { });
        while (State.AwaitsDecision())
        {
            var job = policy.Choose(State);
            if (job < 0) State.Wait();
            else State.Load(job);
        }
        State.Loads = null;
        if (commands.Count == 0 && State.Deadlock() is { } ring)
            throw new RotaException($"{Problem.Name}: jobs wait for each other in a ring, and swaps are not allowed: {Rehearsal.BlockingRun.Words(Problem, ring)}");
        return commands;
    }

    private void Note(Action happening)
    {
        State.Drive((int)Math.Min(1 << 28, clock.GetElapsedTime(began).Ticks / unit.Ticks));
        happening();
    }
}
