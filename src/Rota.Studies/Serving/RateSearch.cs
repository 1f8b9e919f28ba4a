namespace Rota.Studies.Serving;

/// <summary>The highest load at which a share of requests still meets its target.</summary>
public static class RateSearch
{
    /// <summary>
    /// Bisects for the highest rate at which <paramref name="attainment"/> is at least <paramref name="share"/>, taking it to fall with the rate.
    /// </summary>
    /// <param name="attainment">Share of requests that meet their target at a rate; the same arrivals in units of the mean gap at every rate.</param>
    /// <param name="share">What is asked for.</param>
    /// <param name="low">A rate that is low enough; returned when it is not.</param>
    /// <param name="high">A rate that is too high; returned when it is not.</param>
    /// <param name="precision">Relative width at which the search ends.</param>
    public static double Highest(Func<double, double> attainment, double share = 0.9, double low = 0.25, double high = 32, double precision = 0.01)
    {
        while (high / low > 1 + precision)
        {
            var middle = Math.Sqrt(low * high);
            if (attainment(middle) >= share) low = middle;
            else high = middle;
        }
        return low;
    }
}
