namespace Rota.Serving.Policies;

/// <summary>Whether an instance moves between a pool for short and one for long prompts: 1 to the short pool, -1 to the long one, 0 stays.</summary>
public static class PoolBalance
{
    /// <summary>LAPS' router: a class with more than <paramref name="ratio"/> times the pending requests of the other one gets an instance; counts below 1 are 1.</summary>
    public static int ByPending(int pendingShort, int pendingLong, double ratio)
    {
        double few = Math.Max(1, pendingShort), many = Math.Max(1, pendingLong);
        return few > ratio * many ? 1 : many > ratio * few ? -1 : 0;
    }

    /// <summary>LAPS, Algorithm 2: a pool whose pressure is above 1 + tau times that of the other one gets an instance; pressures below the least are the least.</summary>
    public static int ByPressure(double shortPressure, double longPressure, double tolerance, double least)
    {
        var (few, many) = (Math.Max(least, shortPressure), Math.Max(least, longPressure));
        return few > (1 + tolerance) * many ? 1 : many > (1 + tolerance) * few ? -1 : 0;
    }
}
