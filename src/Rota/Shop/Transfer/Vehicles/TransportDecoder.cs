using System.Collections.Immutable;

namespace Rota.Shop.Transfer.Vehicles;

/// <summary>
/// Makes a plan of an order of the jobs' ways: each in turn takes the vehicle that can be there first, at equal times the one that has to wait least. Machines keep the order of
/// arrival, and finished jobs leave a machine in order: plans hold for buffers of every kind.
/// </summary>
internal sealed class TransportDecoder
{
    private readonly bool inOrder;
    private readonly TransportShop shop;
    private readonly int[][] machine;
    private readonly long[][] duration;
    private readonly long[][] travel;
    private readonly int[] next;
    private readonly long[] ready;
    private readonly long[] machineFree;
    private readonly long[] lastArrival;
    private readonly long[] lastPickUp;
    private readonly int[][] done;
    private readonly int[] first;
    private readonly int[] last;
    private readonly int[] vehicleAt;
    private readonly long[] vehicleFree;

    /// <param name="shop">The shop.</param>
    /// <param name="inOrder">False for buffers that give out any job.</param>
    public TransportDecoder(TransportShop shop, bool inOrder = true)
    {
        (this.shop, this.inOrder) = (shop, inOrder);
        machine = [.. shop.Jobs.Select(job => job.Select(o => o.Machine).ToArray())];
        duration = [.. shop.Jobs.Select(job => job.Select(o => o.Duration).ToArray())];
        travel = [.. shop.Travel.Select(row => row.ToArray())];
        (next, ready) = (new int[shop.Jobs.Length], new long[shop.Jobs.Length]);
        (machineFree, lastArrival, lastPickUp) = (new long[shop.Travel.Length], new long[shop.Travel.Length], new long[shop.Travel.Length]);
        done = [.. Enumerable.Range(0, shop.Machines).Select(m => new int[shop.Jobs.Sum(job => job.Count(o => o.Machine == m))])];
        (first, last) = (new int[shop.Machines], new int[shop.Machines]);
        (vehicleAt, vehicleFree) = (new int[shop.Vehicles], new long[shop.Vehicles]);
    }

    /// <summary>Ways in all.</summary>
    public int Length => Enumerable.Range(0, shop.Jobs.Length).Sum(shop.LegsOf);

    /// <summary>
    /// Makespan of an order, in which each job stands once for each of its ways; <paramref name="legs"/> is filled when given, <paramref name="limit"/> cuts off. Where a job would
    /// overtake another that was done before it at the same machine, the two change places in the order.
    /// </summary>
    public long Decode(Span<int> order, TransportLeg[]? legs = null, long limit = long.MaxValue)
    {
        Array.Clear(next);
        Array.Clear(ready);
        Array.Clear(machineFree);
        Array.Clear(lastArrival);
        Array.Clear(lastPickUp);
        Array.Clear(vehicleFree);
        Array.Clear(first);
        Array.Clear(last);
        for (var v = 0; v < vehicleAt.Length; v++) vehicleAt[v] = shop.StartOf(v);
        long makespan = 0;
        for (var i = 0; i < order.Length; i++)
        {
            var job = order[i];
            var leaves = next[job] == 0 ? -1 : machine[job][next[job] - 1];
            if (inOrder && leaves >= 0)
            {
                var head = done[leaves][first[leaves]++];
                if (head != job)
                {
                    var later = i + 1 + order[(i + 1)..].IndexOf(head);
                    (order[i], order[later]) = (head, job);
                    job = head;
                }
            }
            var k = next[job]++;
            var route = machine[job];
            var from = k == 0 ? shop.InputOf[job] : route[k - 1];
            var to = k == route.Length ? shop.Output : route[k];
            var way = travel[from][to];
            // Not before it is done, not before those that were done before it, not to be there before those that go before it.
            var earliest = ready[job];
            if (inOrder && k > 0) earliest = Math.Max(earliest, lastPickUp[from]);
            if (inOrder && k < route.Length) earliest = Math.Max(earliest, lastArrival[to] - way);
            var (vehicle, pickUp, reach) = (-1, long.MaxValue, long.MinValue);
            for (var v = 0; v < vehicleAt.Length; v++)
            {
                var there = vehicleFree[v] + travel[vehicleAt[v]][from];
                var at = Math.Max(there, earliest);
                if (at < pickUp || (at == pickUp && there > reach)) (vehicle, pickUp, reach) = (v, at, there);
            }
            var arrive = pickUp + way;
            var (start, end) = (arrive, arrive);
            if (k > 0) lastPickUp[from] = pickUp;
            if (k < route.Length)
            {
                lastArrival[to] = arrive;
                start = Math.Max(arrive, machineFree[to]);
                end = start + duration[job][k];
                machineFree[to] = end;
                done[to][last[to]++] = job;
            }
            if (legs is not null) legs[i] = new(job, k, vehicle, vehicleFree[vehicle], pickUp, arrive, start, end);
            (vehicleAt[vehicle], vehicleFree[vehicle], ready[job]) = (to, arrive, end);
            if (end <= makespan) continue;
            makespan = end;
            if (makespan >= limit) return long.MaxValue;
        }
        return makespan;
    }

    /// <summary>The plan of an order.</summary>
    public TransportPlan Plan(Span<int> order)
    {
        var legs = new TransportLeg[order.Length];
        Decode(order, legs);
        return new(shop, ImmutableArray.Create(legs));
    }
}
