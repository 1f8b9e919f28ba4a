namespace Rota.Shop.Solvers.Packing;

/// <summary>
/// Looks ahead on one machine: even if every job runs on without waiting, must the machine stand idle longer than the target allows? The operations to come,
/// in order of the earliest they could arrive, have to cover its time.
/// </summary>
internal sealed class IdleCheck(PackingShop shop, PackingState state)
{
    private readonly List<(long Arrival, int Operation)> coming = [];
    private readonly List<int> late = [];

    /// <summary>Operations looked at so far: the search counts its work in them.</summary>
    public long Work { get; private set; }

    /// <summary>After a machine failed: the jobs that could have filled the gap had they not waited.</summary>
    public List<int> Late => late;

    /// <summary>True when the machine can still keep the target as far as this look tells.</summary>
    public bool Passes(int machine, long now)
    {
        Collect(machine, now);
        var time = state.FreeAt(machine, now);
        var spare = state.LatestStart(machine) - time;
        for (var i = 0; i < coming.Count; i++)
        {
            var (arrival, operation) = coming[i];
            if (arrival > time)
            {
                spare -= arrival - time;
                if (spare < 0) return Fail(i, arrival);
                time = arrival;
            }
            time += shop.Duration[operation];
        }
        return true;
    }

    /// <summary>Blames the jobs that could have been at an idle machine by now.</summary>
    public void BlameIdle(int machine, long now)
    {
        Collect(machine, now);
        Fail(0, now);
    }

    private bool Fail(int from, long gap)
    {
        late.Clear();
        for (var i = from; i < coming.Count; i++)
            if (shop.Head[coming[i].Operation] <= gap) late.Add(shop.Job[coming[i].Operation]);
        return false;
    }

    private void Collect(int machine, long now)
    {
        coming.Clear();
        var operations = shop.OperationsOf[machine];
        Work += operations.Length;
        foreach (var id in operations)
        {
            var job = shop.Job[id];
            var next = state.Next(job);
            if (id < next || (id == next && state.IsRunning(job))) continue;
            var arrival = shop.Head[id] + state.Lag(job, now);

            // By head is nearly by arrival: inserting is quick.
            var place = coming.Count;
            coming.Add((arrival, id));
            for (; place > 0 && coming[place - 1].Arrival > arrival; place--) coming[place] = coming[place - 1];
            coming[place] = (arrival, id);
        }
    }
}
