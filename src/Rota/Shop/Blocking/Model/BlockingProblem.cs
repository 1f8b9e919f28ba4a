namespace Rota.Shop.Blocking;

/// <summary>
/// A job shop without room between machines: a finished job keeps its machine until the next one takes it (blocking). Jobs that wait for each other in a ring
/// may change places at one instant (swap). There is always room outside, before the first and after the last operation.
/// </summary>
public sealed class BlockingProblem
{
    /// <summary>Validates.</summary>
    /// <param name="shop">Jobs and machines; one machine an operation, judged by makespan, without releases.</param>
    /// <param name="swap">Whether rings of waiting jobs may change places.</param>
    /// <param name="reload">Whether a job may want the machine it holds; it is then loaded again at once.</param>
    /// <param name="stops">How machines stop; null for never.</param>
    /// <exception cref="RotaException">A choice of machines, release dates, another objective, a job without operations, a job that wants the machine it holds
    /// without <paramref name="reload"/>, or durations beyond 2^28 in all.</exception>
    public BlockingProblem(ShopProblem shop, bool swap = true, bool reload = false, StopModel? stops = null)
    {
        (Shop, Swap, Reload, Stops) = (shop, swap, reload, stops ?? StopModel.Never);
        if (shop.IsFlexible) throw new RotaException($"{shop.Name}: a blocking shop needs one machine an operation; this shop has choices");
        if (shop.Objective != ShopObjective.Makespan) throw new RotaException($"{shop.Name}: a blocking shop is judged by makespan, not {shop.Objective}");
        if (shop.Horizon + (shop.OperationCount * (long)Stops.LongestRepair) > 1 << 28)
            throw new RotaException($"{shop.Name}: durations and repairs add up beyond 2^28; use a coarser time unit");
        foreach (var job in shop.Jobs)
        {
            if (job.Operations.IsEmpty) throw new RotaException($"{shop.Name}: job {job.Name} has no operations");
            if (job.Release != 0) throw new RotaException($"{shop.Name}: job {job.Name} has a release date; a blocking shop has all jobs at hand from the start");
            for (var k = 1; k < job.Operations.Length && !reload; k++)
                if (job.Operations[k].Modes[0].Machine == job.Operations[k - 1].Modes[0].Machine)
                    throw new RotaException(
                        $"{shop.Name}: job {job.Name} wants machine {job.Operations[k].Modes[0].Machine} for operation {k} while it holds it; allow that with \"reload\": true");
        }
    }

    /// <summary>Jobs and machines.</summary>
    public ShopProblem Shop { get; }

    /// <summary>Its name.</summary>
    public string Name => Shop.Name;

    /// <summary>Whether rings of waiting jobs may change places.</summary>
    public bool Swap { get; }

    /// <summary>Whether a job may be loaded again on the machine it holds.</summary>
    public bool Reload { get; }

    /// <summary>How machines stop.</summary>
    public StopModel Stops { get; }

    /// <summary>The same shop under other stops.</summary>
    public BlockingProblem With(StopModel stops) => new(Shop, Swap, Reload, stops);
}
