namespace Rota.Cluster.Machines.Solvers;

/// <summary>
/// A proximal bundle: the lowest point of a convex function known by values and subgradients. The next point is the lowest of the cuts so far plus a square of the distance to the best
/// point; the little quadratic program is solved over the weights of the cuts, a pair at a time.
/// </summary>
internal sealed class CuttingBundle
{
    private const int MostCuts = 60;

    private readonly List<(double[] Slope, double Error)> cuts = [];
    private readonly List<double> weights = [];
    private double step;

    /// <param name="start">Where the search begins.</param>
    /// <param name="step">How far it may go at first.</param>
    public CuttingBundle(double[] start, double step) => (Center, this.step) = ([.. start], step);

    /// <summary>The lowest point so far.</summary>
    public double[] Center { get; private set; }

    /// <summary>The function there.</summary>
    public double Value { get; private set; } = double.PositiveInfinity;

    /// <summary>By how much the cuts expect the next point to be lower.</summary>
    public double Expected { get; private set; } = double.PositiveInfinity;

    /// <summary>Says what was found at a point.</summary>
    public void Add(double[] point, double value, double[] slope)
    {
        if (value < Value - (double.IsInfinity(Expected) ? 0 : 0.1 * Expected))
        {
            if (!double.IsInfinity(Value))
            {
                // The errors of old cuts, as seen from the new center.
                for (var i = 0; i < cuts.Count; i++) cuts[i] = (cuts[i].Slope, Math.Max(0, cuts[i].Error + value - Value - Along(cuts[i].Slope, point)));
                step *= 1.5;
            }
            (Center, Value) = ([.. point], value);
            Keep([.. slope], 0);
        }
        else
        {
            Keep([.. slope], Math.Max(0, Value - value + Along(slope, point)));
            step *= 0.93;
        }
    }

    /// <summary>The next point to ask for; the last coordinate is never below zero.</summary>
    public double[] Next()
    {
        var n = cuts.Count;
        var gram = new double[n, n];
        for (var i = 0; i < n; i++)
            for (var j = 0; j <= i; j++) gram[i, j] = gram[j, i] = Dot(cuts[i].Slope, cuts[j].Slope);
        var w = weights.ToArray();
        var h = new double[n];
        for (var i = 0; i < n; i++)
        {
            h[i] = cuts[i].Error;
            for (var j = 0; j < n; j++) h[i] += step * gram[i, j] * w[j];
        }
        for (var round = 0; round < 400; round++)
        {
            var (low, high) = (0, -1);
            for (var i = 0; i < n; i++)
            {
                if (h[i] < h[low]) low = i;
                if (w[i] > 0 && (high < 0 || h[i] > h[high])) high = i;
            }
            if (h[high] - h[low] < 1e-9) break;
            var bend = step * (gram[low, low] + gram[high, high] - (2 * gram[low, high]));
            var move = bend <= 1e-15 ? w[high] : Math.Min(w[high], (h[high] - h[low]) / bend);
            w[low] += move;
            w[high] -= move;
            if (w[high] < 1e-12) w[high] = 0;
            for (var i = 0; i < n; i++) h[i] += step * move * (gram[i, low] - gram[i, high]);
        }
        var next = Center.ToArray();
        double error = 0, norm = 0;
        for (var d = 0; d < next.Length; d++)
        {
            double slope = 0;
            for (var i = 0; i < n; i++) slope += w[i] * cuts[i].Slope[d];
            norm += slope * slope;
            next[d] -= step * slope;
        }
        for (var i = 0; i < n; i++)
        {
            weights[i] = w[i];
            error += w[i] * cuts[i].Error;
        }
        Expected = (step * norm) + error;
        next[^1] = Math.Max(0, next[^1]);
        return next;
    }

    private void Keep(double[] slope, double error)
    {
        if (cuts.Count == MostCuts)
        {
            var drop = 0;
            for (var i = 1; i < cuts.Count; i++)
                if (weights[i] < weights[drop] || (weights[i] == weights[drop] && cuts[i].Error > cuts[drop].Error)) drop = i;
            var lost = weights[drop];
            cuts.RemoveAt(drop);
            weights.RemoveAt(drop);
            if (lost > 0) weights[0] += lost;
        }
        cuts.Add((slope, error));
        weights.Add(cuts.Count == 1 ? 1 : 0);
    }

    private double Along(double[] slope, double[] point)
    {
        double sum = 0;
        for (var d = 0; d < slope.Length; d++) sum += slope[d] * (point[d] - Center[d]);
        return sum;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (var d = 0; d < a.Length; d++) sum += a[d] * b[d];
        return sum;
    }
}
