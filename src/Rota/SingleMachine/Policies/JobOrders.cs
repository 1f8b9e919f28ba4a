namespace Rota.SingleMachine.Policies;

/// <summary>Plain orders of the jobs: what rules begin with and break ties by.</summary>
internal static class JobOrders
{
    public static int[] ByNumber(TardinessProblem problem) => [.. Enumerable.Range(0, problem.Jobs.Length)];

    /// <summary>By due date, then number.</summary>
    public static int[] ByDue(TardinessProblem problem) => Sorted(problem, static (a, b) => a.Due.CompareTo(b.Due));

    /// <summary>By due date, then processing time, then number.</summary>
    public static int[] ByDueThenProcessing(TardinessProblem problem) => Sorted(problem, static (a, b) => (a.Due, a.Processing).CompareTo((b.Due, b.Processing)));

    /// <summary>By processing time, then due date, then number.</summary>
    public static int[] ByProcessingThenDue(TardinessProblem problem) => Sorted(problem, static (a, b) => (a.Processing, a.Due).CompareTo((b.Processing, b.Due)));

    private static int[] Sorted(TardinessProblem problem, Comparison<TardinessJob> compare)
    {
        var order = ByNumber(problem);
        Array.Sort(order, (a, b) => compare(problem.Jobs[a], problem.Jobs[b]) is var sign and not 0 ? sign : a.CompareTo(b));
        return order;
    }
}
