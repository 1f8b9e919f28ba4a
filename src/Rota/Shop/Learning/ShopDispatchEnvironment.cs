using Rota.Learning;

namespace Rota.Shop.Learning;

/// <summary>
/// A job shop, dispatched without delay: whenever machines are free and operations wait, one of them is started. Candidates are the operations that can start
/// now at machines with a choice, by job; where an operation is alone it starts unasked.
/// </summary>
public sealed class ShopDispatchEnvironment : DispatchEnvironment
{
    private const int Globals = 4, Features = 12;

    private static readonly Schema Shown = new("shop-dispatch", 1, Globals, Features);

    /// <summary>An environment over instances.</summary>
    /// <param name="instances">The instance of a seed; job shops with one machine an operation, judged by makespan.</param>
    public ShopDispatchEnvironment(Func<ulong, ShopProblem> instances) : base(instances) { }

    /// <summary>An environment of one instance; seeds change nothing.</summary>
    public ShopDispatchEnvironment(ShopProblem problem) : this(_ => problem) { }

    private ShopDispatchEnvironment(ShopDispatchEnvironment other) : base(other) { }

    /// <inheritdoc/>
    public override Schema Schema => Shown;

    /// <inheritdoc/>
    public override void Observe(Observation into)
    {
        var (now, shop, count) = ((DispatchState)State, State.Shop, CandidateCount);
        double mean = 1 / shop.MeanDuration, bound = 1.0 / Math.Max(1, now.Bound), jobs = 1.0 / shop.First.Length, route = 1.0 / shop.LongestRoute;
        into.Globals[0] = now.Left / (float)shop.Machine.Length;
        into.Globals[1] = count / (float)shop.First.Length;
        into.Globals[2] = (float)(now.Now * Scale);
        into.Globals[3] = (float)(now.Bound * Scale) - 1;
        for (var i = 0; i < count; i++)
        {
            var job = now.Job(i);
            var operation = now.NextOperation(job);
            var end = shop.End[job];
            var (machine, duration, work) = (shop.Machine[operation], shop.Duration[operation], shop.WorkFrom[operation]);
            var f = into.AddCandidate();
            f[0] = (float)(duration * mean);
            f[1] = (float)(work * Scale);
            f[2] = (float)((end - operation) * route);
            f[3] = (float)((now.Now - now.ReadyAt(job)) * mean);
            f[4] = (float)(now.WorkLeft(machine) * Scale);
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
            f[10] = (float)(now.WorkLeft(after) * Scale);
            f[11] = (float)(Math.Max(0, now.FreeAt(after) - now.Now - duration) * mean);
        }
    }

    /// <inheritdoc/>
    public override IEnvironment Fork() => new ShopDispatchEnvironment(this);

    private protected override IDispatchState Begin(DispatchShop shop) => new DispatchState(shop);
}
