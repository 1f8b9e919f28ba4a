using Rota.Learning;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Learning;

/// <summary>
/// What a learnt policy sees of a decision, without a graph: numbers of the whole floor, and of each candidate what loading it would take, release and lead to. Nothing
/// depends on the size of the shop but through shares. Times are in mean durations of the instance.
/// </summary>
internal static class BlockingFeatures
{
    public const int Globals = 12, Candidate = 26;

    /// <summary>Writes globals and candidates in order, the choice to wait last.</summary>
    public static void Write(BlockingState state, Observation into, bool graph)
    {
        WriteGlobals(state, into.Globals);
        var jobs = graph ? state.Shop.Jobs : 0;
        Span<int> rows = jobs <= 256 ? stackalloc int[jobs] : new int[jobs];
        if (graph) BlockingGraph.Rows(state, rows);
        foreach (var job in state.Candidates) WriteCandidate(state, job, into.AddCandidate(graph ? rows[job] : -1));
        if (state.MayWait) WriteWait(state, into.AddCandidate());
    }

    private static void WriteGlobals(BlockingState state, Span<float> g)
    {
        var shop = state.Shop;
        var (blocked, down, busy, wantedEmpty) = (0, 0, 0, 0);
        for (var m = 0; m < shop.Machines; m++)
        {
            if (!state.IsUp(m)) down++;
            if (state.IsBlocked(m)) blocked++;
            else if (!state.IsEmpty(m)) busy++;
        }
        var perMachine = 1f / shop.Machines;
        var inside = state.JobsInside;
        g[0] = inside * perMachine;
        g[1] = blocked * perMachine;
        g[2] = busy * perMachine;
        g[3] = down * perMachine;
        g[4] = (state.JobsLeft - inside) / (float)shop.Jobs;
        g[5] = Math.Min(3f, (state.JobsLeft - inside) * perMachine);
        g[6] = state.OperationsLeft / (float)shop.Operations;
        g[7] = MathF.Log(shop.Jobs * perMachine);
        g[8] = shop.Machines * 0.1f;
        g[9] = Math.Min(2f, state.CandidateCount * 0.2f);
        var machine = state.Machine;
        g[10] = state.WantingInside(machine) * 0.25f;
        g[11] = state.WorkLeft(machine) / (float)Math.Max(1, MostWorkLeft(state));
    }

    private static void WriteWait(BlockingState state, Span<float> f)
    {
        f[0] = 1;
        // How soon something happens: what the wait costs at least.
        var soonest = int.MaxValue;
        for (var m = 0; m < state.Shop.Machines; m++)
        {
            if (!state.IsUp(m)) soonest = Math.Min(soonest, state.UpFrom(m));
            if (!state.IsEmpty(m) && !state.IsBlocked(m)) soonest = Math.Min(soonest, state.ExpectedEnd(m));
        }
        if (soonest != int.MaxValue) f[2] = Clipped((soonest - state.Now) / state.Shop.MeanDuration);
    }

    private static void WriteCandidate(BlockingState state, int job, Span<float> f)
    {
        var shop = state.Shop;
        var operation = state.NextOperation(job);
        var (end, mean) = (shop.First[job + 1], shop.MeanDuration);
        var duration = shop.Duration[operation];
        var held = state.HeldMachine(job);
        var most = (float)Math.Max(1, MostWorkLeft(state));
        if (held < 0) f[1] = 1;
        f[2] = Clipped(duration / mean);
        f[3] = shop.WorkFrom[operation] / (float)Math.Max(1, LongestJob(state));
        f[4] = (end - operation) / (float)shop.LongestRoute;
        if (held >= 0)
        {
            f[5] = Clipped((state.Now - state.ReadyAt(job)) / mean);
            f[6] = state.WantingInside(held) * 0.5f;
            f[7] = (state.Wanting(held) - state.WantingInside(held)) * 0.25f;
            f[8] = state.WorkLeft(held) / most;
            f[9] = Cascade(state, held, state.Machine) * 0.5f;
            f[10] = state.IsUp(held) ? 0 : 1;
        }
        f[11] = (state.Now + shop.WorkFrom[operation]) / (float)Math.Max(1, state.Now + MostLeft(state));
        if (operation + 1 == end)
        {
            f[12] = 1;
            return;
        }
        var next = shop.Machine[operation + 1];
        f[13] = Clipped(shop.Duration[operation + 1] / mean);
        f[14] = state.WorkLeft(next) / most;
        f[15] = state.WantingInside(next) * 0.5f;
        var done = state.Now + duration;
        if (!state.IsUp(next))
        {
            f[16] = 1;
            f[17] = Clipped((state.UpFrom(next) - done) / mean);
        }
        var sitting = state.Occupant(next);
        if (sitting < 0 || sitting == job) f[18] = 1;
        else
        {
            if (state.IsBlocked(next)) f[19] = 1;
            else f[20] = Clipped((state.ExpectedEnd(next) - done) / mean);
            var goes = state.NextOperation(sitting);
            if (goes < shop.First[sitting + 1])
            {
                // It wants this machine: the two will change places.
                if (shop.Machine[goes] == state.Machine) f[21] = 1;
                f[22] = Chain(state, next) * 0.25f;
                f[23] = state.IsEmpty(shop.Machine[goes]) ? 1 : 0;
            }
            else f[24] = 1;
        }
        if (operation + 2 < end) f[25] = state.IsEmpty(shop.Machine[operation + 2]) ? 1 : 0;
    }

    /// <summary>Blocked machines one after another from a machine on, until one that is empty or works.</summary>
    private static int Chain(BlockingState state, int machine)
    {
        var length = 0;
        for (; length < 8 && state.IsBlocked(machine); length++) machine = Wanted(state, machine);
        return length;
    }

    /// <summary>How many blocked jobs could move on if a machine became empty, each into the place of the one before.</summary>
    private static int Cascade(BlockingState state, int empty, int taken)
    {
        var length = 0;
        while (length < 8)
        {
            var mover = -1;
            for (var m = 0; m < state.Shop.Machines && mover < 0; m++)
                if (m != taken && state.IsBlocked(m) && Wanted(state, m) == empty) mover = m;
            if (mover < 0 || !state.IsUp(empty)) break;
            length++;
            (taken, empty) = (empty, mover);
        }
        return length;
    }

    private static int Wanted(BlockingState state, int machine) => state.Shop.Machine[state.NextOperation(state.Occupant(machine))];

    private static int MostWorkLeft(BlockingState state)
    {
        var most = 0;
        for (var m = 0; m < state.Shop.Machines; m++) most = Math.Max(most, state.WorkLeft(m));
        return most;
    }

    private static int LongestJob(BlockingState state)
    {
        var most = 0;
        for (var j = 0; j < state.Shop.Jobs; j++)
        {
            var operation = state.NextOperation(j);
            if (operation < state.Shop.First[j + 1]) most = Math.Max(most, state.Shop.WorkFrom[operation]);
        }
        return most;
    }

    private static int MostLeft(BlockingState state) => Math.Max(LongestJob(state), MostWorkLeft(state));

    private static float Clipped(double value) => (float)Math.Clamp(value, -4, 4);
}
