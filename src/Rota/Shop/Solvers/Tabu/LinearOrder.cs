namespace Rota.Shop.Solvers.Tabu;

/// <summary>Schedules as linear orders of their operations: by start, then end, then number.</summary>
internal static class LinearOrder
{
    /// <summary>The linear order of an answer's start times.</summary>
    public static int[] Of(ShopProblem problem, ShopSchedule answer)
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
