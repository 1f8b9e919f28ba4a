using Rota.Randomness;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Solvers;

/// <summary>
/// Takes jobs out of an order and puts them back, one after the other and one operation at a time: a job whose first operations are in leaves after the last of them, and the
/// next is tried before every load on its machine and at the end. Nothing is allocated while it works.
/// </summary>
internal sealed class JobReinsertion
{
    private readonly BlockingShop shop;
    private readonly int[] list, jobs;
    private int count;

    public JobReinsertion(BlockingShop shop)
    {
        this.shop = shop;
        (list, jobs) = (new int[shop.Operations], new int[shop.Jobs]);
        for (var j = 0; j < jobs.Length; j++) jobs[j] = j;
    }

    /// <summary>Rebuilds an order.</summary>
    /// <param name="into">Becomes the new order.</param>
    /// <param name="from">The old one.</param>
    /// <param name="taken">How many jobs are taken out.</param>
    /// <param name="one">One of them; -1 when chance takes all.</param>
    /// <param name="random">Which ones, and in which order they come back.</param>
    /// <returns>False when no way back was found, which happens without swaps only; then nothing is left of the order.</returns>
    public bool Rebuild(LoadOrder into, LoadOrder from, int taken, int one, RandomStream random)
    {
        for (var i = 0; i < taken; i++)
        {
            var k = i == 0 && one >= 0 ? Array.IndexOf(jobs, one) : random.Next(i, jobs.Length - 1);
            (jobs[i], jobs[k]) = (jobs[k], jobs[i]);
        }
        random.Shuffle<int>(jobs.AsSpan(0, taken));
        count = 0;
        foreach (var operation in from.Order)
            if (!jobs.AsSpan(0, taken).Contains(from.JobOf(operation))) list[count++] = operation;
        for (var i = 0; i < taken; i++) into.Cut(jobs[i], 0);
        var whole = true;
        for (var i = 0; i < taken && whole; i++)
        {
            var after = 0;
            for (var o = shop.First[jobs[i]]; o < shop.First[jobs[i] + 1] && after >= 0; o++) after = Insert(into, o, after, random);
            whole = after >= 0;
        }
        for (var i = 0; i < taken; i++) into.Cut(jobs[i], int.MaxValue);
        return whole && into.Set(list.AsSpan(0, count));
    }

    /// <summary>Puts an operation where the shop ends first.</summary>
    /// <returns>The place behind it; -1 when there is none.</returns>
    private int Insert(LoadOrder order, int operation, int from, RandomStream random)
    {
        var job = order.JobOf(operation);
        order.Cut(job, operation + 1 - shop.First[job]);
        var place = order.Place(list.AsSpan(0, count), operation, from, random);
        if (place < 0) return -1;
        for (var i = count++; i > place; i--) list[i] = list[i - 1];
        list[place] = operation;
        return place + 1;
    }
}
