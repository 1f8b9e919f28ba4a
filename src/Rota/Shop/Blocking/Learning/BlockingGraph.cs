using Rota.Learning;
using Rota.Shop.Blocking.Simulation;

namespace Rota.Shop.Blocking.Learning;

/// <summary>
/// The dynamic disjunctive graph: operations that are not done, in order of jobs, and machines. Conjunctive edges run forwards (pre) and backwards (suc). The clique of
/// operations that share a machine is drawn as a star through the machine (dis and back): the sum over neighbours is the same, at edges linear in the
/// operations. While a machine is down its star is gone; a blocked machine holds the operation its job wants next (holds).
/// </summary>
internal static class BlockingGraph
{
    private const int OperationFeatures = 15, MachineFeatures = 8;
    private const int Operations = 0, Machines = 1;
    private const int Pre = 0, Suc = 1, Dis = 2, Back = 3, Holds = 4;

    public static Schema Schema { get; } = new(
        "blocking-shop-graph", 1, BlockingFeatures.Globals, BlockingFeatures.Candidate,
        [new("operations", OperationFeatures), new("machines", MachineFeatures)],
        [
            new("pre", "operations", "operations"), new("suc", "operations", "operations"), new("dis", "operations", "machines"),
            new("back", "machines", "operations"), new("holds", "machines", "operations"),
        ],
        "operations");

    /// <summary>Row of the next operation of each job.</summary>
    public static void Rows(BlockingState state, Span<int> rows)
    {
        var count = 0;
        for (var j = 0; j < rows.Length; j++)
        {
            var begin = First(state, j);
            rows[j] = count + state.NextOperation(j) - begin;
            count += state.Shop.First[j + 1] - begin;
        }
    }

    public static void Write(BlockingState state, Observation into)
    {
        var shop = state.Shop;
        var (mean, perJob) = (1 / shop.MeanDuration, 1f / shop.Jobs);
        var most = 1f;
        for (var m = 0; m < shop.Machines; m++) most = Math.Max(most, state.WorkLeft(m));
        for (var m = 0; m < shop.Machines; m++) WriteMachine(state, m, into.AddRow(Machines), mean, most, perJob);
        var row = 0;
        for (var j = 0; j < shop.Jobs; j++)
        {
            var (begin, next, end) = (First(state, j), state.NextOperation(j), shop.First[j + 1]);
            var held = state.HeldMachine(j);
            for (var o = begin; o < end; o++, row++)
            {
                WriteOperation(state, j, o, into.AddRow(Operations), mean);
                if (o > begin)
                {
                    into.AddEdge(Pre, row - 1, row);
                    into.AddEdge(Suc, row, row - 1);
                }
                var machine = shop.Machine[o];
                if (!state.IsUp(machine)) continue;
                into.AddEdge(Dis, row, machine);
                into.AddEdge(Back, machine, row);
                if (o == next && held >= 0 && state.IsBlocked(held)) into.AddEdge(Holds, held, row);
            }
        }
    }

    /// <summary>The first operation of a job that is not done.</summary>
    private static int First(BlockingState state, int job)
    {
        var held = state.HeldMachine(job);
        return state.NextOperation(job) - (held >= 0 && !state.IsBlocked(held) ? 1 : 0);
    }

    private static void WriteMachine(BlockingState state, int machine, Span<float> f, double mean, float most, float perJob)
    {
        f[0] = state.IsEmpty(machine) ? 1 : 0;
        f[1] = state.IsBlocked(machine) ? 1 : 0;
        if (!state.IsEmpty(machine) && !state.IsBlocked(machine)) f[2] = Clipped((state.ExpectedEnd(machine) - state.Now) * mean);
        if (!state.IsUp(machine))
        {
            f[3] = 1;
            f[4] = Clipped((state.UpFrom(machine) - state.Now) * mean);
        }
        f[5] = state.WorkLeft(machine) / most;
        f[6] = state.Wanting(machine) * perJob;
        f[7] = machine == state.Machine ? 1 : 0;
    }

    private static void WriteOperation(BlockingState state, int job, int operation, Span<float> f, double mean)
    {
        var shop = state.Shop;
        var (first, end, next, held) = (shop.First[job], shop.First[job + 1], state.NextOperation(job), state.HeldMachine(job));
        var running = operation < next;
        f[0] = running ? 1 : 0;
        f[1] = operation == next ? 1 : 0;
        f[2] = held < 0 ? 1 : 0;
        f[3] = Clipped(shop.Duration[operation] * mean);
        f[4] = 1 - ((shop.WorkFrom[operation] - shop.Duration[operation]) / (float)Math.Max(1, shop.WorkFrom[first]));
        f[5] = (end - operation - 1) / (float)shop.LongestRoute;
        if (operation == next && held >= 0 && state.IsBlocked(held))
        {
            f[6] = 1;
            f[7] = Clipped((state.Now - state.ReadyAt(job)) * mean);
        }
        if (running) f[8] = Clipped((state.ExpectedEnd(held) - state.Now) * mean);
        var machine = shop.Machine[operation];
        if (!state.IsUp(machine))
        {
            f[9] = 1;
            f[10] = Clipped((state.UpFrom(machine) - state.Now) * mean);
        }
        f[11] = state.IsEmpty(machine) ? 0 : 1;
        f[12] = machine == state.Machine ? 1 : 0;
        f[13] = (operation - next) / (float)shop.LongestRoute;
        f[14] = Clipped(shop.WorkFrom[operation] * mean * 0.1);
    }

    private static float Clipped(double value) => (float)Math.Clamp(value, -4, 4);
}
