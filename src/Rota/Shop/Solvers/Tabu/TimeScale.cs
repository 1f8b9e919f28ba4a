namespace Rota.Shop.Solvers.Tabu;

/// <summary>The coarsest time unit in which all durations and releases are whole: hot loops count in it with 32 bits.</summary>
internal static class TimeScale
{
    /// <summary>Greatest common divisor of all durations and releases; 1 when all are 0.</summary>
    public static long Unit(ShopProblem problem)
    {
        long unit = 0;
        foreach (var job in problem.Jobs)
        {
            unit = Gcd(unit, job.Release);
            foreach (var operation in job.Operations)
            {
                foreach (var mode in operation.Modes) unit = Gcd(unit, mode.Duration);
                if (unit == 1) return 1;
            }
        }
        return Math.Max(1, unit);
    }

    private static long Gcd(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
