using Rota.Randomness;

namespace Rota.Shop.Solvers.Tabu;

/// <summary>Non-delay schedules as linear orders: the operation that can start first goes first, ties at random or by most work remaining.</summary>
internal static class RandomDispatch
{
    /// <summary>A linear order; <paramref name="greedy"/> breaks ties by most work remaining instead of at random. O(operations x jobs).</summary>
    public static int[] Order(ShopProblem problem, RandomStream random, bool greedy)
    {
        var jobs = problem.Jobs.Length;
        var next = new int[jobs];
        var ready = new long[jobs];
        var left = new long[jobs];
        var free = new long[problem.MachineCount];
        var order = new int[problem.OperationCount];
        for (var j = 0; j < jobs; j++)
        {
            ready[j] = problem.Jobs[j].Release;
            foreach (var operation in problem.Jobs[j].Operations) left[j] += operation.Modes[0].Duration;
        }
        for (var i = 0; i < order.Length; i++)
        {
            var (chosen, start, ties) = (-1, long.MaxValue, 0);
            for (var j = 0; j < jobs; j++)
            {
                var operations = problem.Jobs[j].Operations;
                if (next[j] == operations.Length) continue;
                var at = Math.Max(ready[j], free[operations[next[j]].Modes[0].Machine]);
                if (at > start) continue;
                if (at < start) (chosen, start, ties) = (j, at, 1);
                else if (greedy ? left[j] > left[chosen] : random.Next(++ties) == 0) chosen = j;
            }
            var mode = problem.Jobs[chosen].Operations[next[chosen]].Modes[0];
            order[i] = problem.FirstOperation[chosen] + next[chosen]++;
            ready[chosen] = free[mode.Machine] = start + mode.Duration;
            left[chosen] -= mode.Duration;
        }
        return order;
    }

    /// <summary>The linear order of an answer's start times.</summary>
    public static int[] Order(ShopProblem problem, ShopSchedule answer)
    {
        var order = new int[problem.OperationCount];
        var keys = new (long Start, long End, int Id)[order.Length];
        for (var j = 0; j < problem.Jobs.Length; j++)
        {
            for (var k = 0; k < problem.Jobs[j].Operations.Length; k++)
            {
                var id = problem.FirstOperation[j] + k;
                keys[id] = (answer.Starts[id], answer.Starts[id] + problem.Jobs[j].Operations[k].Modes[0].Duration, id);
                order[id] = id;
            }
        }
        Array.Sort(keys, order);
        return order;
    }
}
