using System.Text.Json;
using Rota.Formats;

namespace Rota.Shop.Formats;

/// <summary>
/// JSPLib's solutions: {"instance", "makespan", "machine_0": [jobs in order], "machine_1": ...}. They give orders, not times: every operation starts as early as
/// the orders allow. Where a job comes to a machine several times, its first mention is its first visit.
/// </summary>
public static class JspLibSolution
{
    /// <summary>Reads a solution of <paramref name="problem"/>, a shop without a choice of machines.</summary>
    /// <exception cref="RotaException">
    /// It is not such a solution: a job missing or too often on a machine, orders that wait for each other, a makespan below what the orders give; or the shop
    /// has a choice of machines.
    /// </exception>
    public static ShopSchedule Read(TextInput input, ShopProblem problem)
    {
        if (problem.IsFlexible) throw new RotaException($"{problem.Name} has a choice of machines, which a JSPLib solution does not hold");
        if (JsonShape.First(input) is not { Kind: JsonTokenType.StartObject } root)
            throw new InputException(input.Name, "expected a solution, an object with 'makespan', 'machine_0', ...");
        var orders = new int[problem.MachineCount][];
        var visits = Visits(problem);
        for (var m = 0; m < orders.Length; m++) orders[m] = Order(root, m, visits[m], problem);
        var starts = EarliestStarts(problem, orders)
            ?? throw root.Error("the orders of the machines wait for each other, no schedule follows them");
        var makespan = root.Get("makespan");
        var claimed = makespan.Integer("a makespan");
        var schedule = ShopSchedule.FromStarts(starts);
        var end = Makespan(problem, starts);
        return end <= claimed ? schedule : throw makespan.Error($"a makespan of {claimed}, but the orders give {end}");
    }

    /// <summary>Writes the orders of a schedule, with the makespan that they give.</summary>
    /// <exception cref="RotaException">The shop has a choice of machines, or empty operations stand inside others so that no order tells the schedule.</exception>
    public static void Write(ShopProblem problem, ShopSchedule schedule, TextWriter output)
    {
        if (problem.IsFlexible) throw new RotaException($"{problem.Name} has a choice of machines, which a JSPLib solution does not hold");
        var starts = schedule.Starts;
        var visits = Visits(problem);
        foreach (var visitsOfMachine in visits)
            visitsOfMachine.Sort((a, b) => (starts[a.Operation], starts[a.Operation] + a.Duration, a.Operation)
                .CompareTo((starts[b.Operation], starts[b.Operation] + b.Duration, b.Operation)));
        var earliest = EarliestStarts(problem, [.. visits.Select(list => list.Select(visit => visit.Operation).ToArray())])
            ?? throw new RotaException($"the schedule of {problem.Name} cannot be written as orders: empty operations stand inside others");
        output.Write($"{{\"instance\": {JsonShape.Quoted(problem.Name)}, \"makespan\": {Makespan(problem, earliest)}");
        for (var m = 0; m < problem.MachineCount; m++)
            output.Write($",\n\"machine_{m}\": [{string.Join(", ", visits[m].Select(visit => visit.Job))}]");
        output.Write("}\n");
    }

    private static List<(int Job, int Operation, long Duration)>[] Visits(ShopProblem problem)
    {
        var visits = new List<(int Job, int Operation, long Duration)>[problem.MachineCount];
        for (var m = 0; m < visits.Length; m++) visits[m] = [];
        for (var j = 0; j < problem.Jobs.Length; j++)
            for (var k = 0; k < problem.Jobs[j].Operations.Length; k++)
            {
                var mode = problem.Jobs[j].Operations[k].Modes[0];
                visits[mode.Machine].Add((j, problem.FirstOperation[j] + k, mode.Duration));
            }
        return visits;
    }

    /// <summary>The operations of a machine in the order of its list of jobs.</summary>
    private static int[] Order(JsonValue root, int machine, List<(int Job, int Operation, long Duration)> visits, ShopProblem problem)
    {
        if (visits.Count == 0 && root.Find($"machine_{machine}") is null) return [];
        var list = root.Get($"machine_{machine}");
        var waiting = visits.GroupBy(visit => visit.Job).ToDictionary(group => group.Key, group => new Queue<int>(group.Select(visit => visit.Operation)));
        var order = new List<int>(visits.Count);
        foreach (var entry in list.Items("jobs in order"))
        {
            var job = (int)entry.Integer("a job", 0, problem.Jobs.Length - 1);
            if (!waiting.TryGetValue(job, out var queue) || !queue.TryDequeue(out var operation))
                throw entry.Error($"job {job} comes to machine {machine} more often than its {visits.Count(visit => visit.Job == job)} operations there");
            order.Add(operation);
        }
        return order.Count == visits.Count ? [.. order] : throw list.Error($"{order.Count} jobs on machine {machine}, expected {visits.Count}");
    }

    /// <summary>Starts every operation once the one before it in its job and the one before it on its machine have ended; null when some never can.</summary>
    private static long[]? EarliestStarts(ShopProblem problem, int[][] orders)
    {
        var starts = new long[problem.OperationCount];
        var job = new int[problem.OperationCount];
        var waits = new int[problem.OperationCount];
        var nextOnMachine = new int[problem.OperationCount];
        Array.Fill(nextOnMachine, -1);
        for (var j = 0; j < problem.Jobs.Length; j++)
            for (var k = 0; k < problem.Jobs[j].Operations.Length; k++)
            {
                var id = problem.FirstOperation[j] + k;
                job[id] = j;
                starts[id] = problem.Jobs[j].Release;
                if (k > 0) waits[id]++;
            }
        foreach (var order in orders)
            for (var i = 1; i < order.Length; i++)
            {
                nextOnMachine[order[i - 1]] = order[i];
                waits[order[i]]++;
            }
        var ready = new Stack<int>();
        for (var id = 0; id < waits.Length; id++)
            if (waits[id] == 0) ready.Push(id);
        var done = 0;
        while (ready.TryPop(out var id))
        {
            done++;
            var j = job[id];
            var end = starts[id] + problem.Jobs[j].Operations[id - problem.FirstOperation[j]].Modes[0].Duration;
            if (id + 1 < problem.FirstOperation[j + 1]) Release(id + 1, end);
            if (nextOnMachine[id] >= 0) Release(nextOnMachine[id], end);
        }
        return done == starts.Length ? starts : null;

        void Release(int id, long end)
        {
            starts[id] = Math.Max(starts[id], end);
            if (--waits[id] == 0) ready.Push(id);
        }
    }

    private static long Makespan(ShopProblem problem, long[] starts)
    {
        long makespan = 0;
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            var operations = problem.Jobs[j].Operations;
            makespan = Math.Max(makespan, operations.IsEmpty ? problem.Jobs[j].Release : starts[problem.FirstOperation[j + 1] - 1] + operations[^1].Modes[0].Duration);
        }
        return makespan;
    }
}
