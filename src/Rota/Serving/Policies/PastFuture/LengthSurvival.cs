namespace Rota.Serving.Policies.PastFuture;

/// <summary>
/// How long answers get, learnt from those that finished and from those that have not yet: the estimate of Kaplan and Meier (1958), in which a running
/// request counts as "at least so long". Older lengths fade, and when recent lengths are of another kind (Kolmogorov and Smirnov's test) older ones are
/// dropped. Before anything is known lengths are spread evenly in their logarithm up to the cap.
/// </summary>
public sealed class LengthSurvival
{
    private const int Shortest = 64;
    private const int PriorPoints = 16;
    private const double PriorWeight = 4;
    private const double PriorFade = 0.9;
    private readonly LengthSurvivalOptions options;
    private readonly List<(int Length, bool Whole)> seen = [];
    private readonly List<(int Length, double Weight, bool Whole)> points = [];
    private int[] lengths = [];
    private double[] surviving = [];
    private int count;
    private int total;

    /// <summary>Nothing is known yet.</summary>
    public LengthSurvival(LengthSurvivalOptions? options = null)
    {
        this.options = (options ?? new()).Validated();
        Estimate([]);
    }

    /// <summary>Lengths it rests on, faded ones included.</summary>
    public int Count => seen.Count;

    /// <summary>How often older lengths were dropped because recent ones were of another kind.</summary>
    public int Changes { get; private set; }

    /// <summary>A request ended.</summary>
    /// <param name="length">Tokens it generated, at least 1.</param>
    /// <param name="whole">True when it was done; false when it was given up and would have gone on.</param>
    public void Add(int length, bool whole = true)
    {
        if (seen.Count == options.Window) seen.RemoveAt(0);
        seen.Add((length, whole));
        total++;
        if (options.Recent > 0 && total % (options.Recent / 4) == 0 && HasChanged())
        {
            seen.RemoveRange(0, seen.Count - options.Recent);
            Changes++;
        }
    }

    /// <summary>Estimates anew.</summary>
    /// <param name="running">Tokens that requests which run have generated so far.</param>
    public void Estimate(ReadOnlySpan<int> running)
    {
        points.Clear();
        var fade = Math.Pow(0.5, 1 / options.HalfLife);
        var weight = 1.0;
        for (var i = seen.Count - 1; i >= 0; i--, weight *= fade) points.Add((seen[i].Length, weight, seen[i].Whole));
        var prior = PriorWeight * Math.Pow(PriorFade, total) / PriorPoints;
        if (prior > 1e-6)
            for (var i = 0; i < PriorPoints; i++)
                points.Add(((int)(Shortest * Math.Pow((double)Math.Max(options.Cap, Shortest) / Shortest, (i + 0.5) / PriorPoints)), prior, true));
        foreach (var generated in running) points.Add((generated, 1, false));
        points.Sort((a, b) => a.Length.CompareTo(b.Length));
        if (lengths.Length < points.Count) (lengths, surviving) = (new int[points.Count * 2], new double[points.Count * 2]);
        count = 0;
        var atRisk = points.Sum(point => point.Weight);
        var alive = 1.0;
        for (var i = 0; i < points.Count;)
        {
            var (length, ended, leaves) = (points[i].Length, 0.0, 0.0);
            for (; i < points.Count && points[i].Length == length; i++)
            {
                leaves += points[i].Weight;
                if (points[i].Whole) ended += points[i].Weight;
            }
            if (ended > 0)
            {
                alive *= Math.Max(0, 1 - (ended / atRisk));
                (lengths[count], surviving[count]) = (length, alive < 1e-9 ? 0 : alive);
                count++;
            }
            atRisk -= leaves;
        }
    }

    /// <summary>Share of requests that get longer than this.</summary>
    public double Above(int length) => Place(length) is var place && place > 0 ? surviving[place - 1] : 1;

    /// <summary>The length of a request that has generated so much: longer than that, and with a share <paramref name="quantile"/> of its like shorter.</summary>
    /// <param name="generated">Tokens generated.</param>
    /// <param name="quantile">In [0, 1).</param>
    /// <param name="cap">Most it may generate.</param>
    public int Quantile(int generated, double quantile, int cap)
    {
        var first = Place(generated);
        var from = first > 0 ? surviving[first - 1] : 1;
        var target = from * (1 - quantile);
        int low = first, high = count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (surviving[middle] <= target) high = middle;
            else low = middle + 1;
        }
        double length;
        if (low < count)
        {
            // Between two known lengths all are alike; below the shortest known one there is none.
            var (before, alive) = low > first ? (lengths[low - 1], surviving[low - 1]) : (first > 0 ? generated : lengths[0], from);
            length = before + ((lengths[low] - before) * (alive - target) / Math.Max(1e-12, alive - surviving[low]));
        }
        else
        {
            // Beyond all that is known: up to twice as long.
            var known = Math.Max(generated, count > 0 ? lengths[count - 1] : Shortest);
            length = known * (1 + quantile);
        }
        return (int)Math.Clamp(Math.Round(length), generated + 1, Math.Max(generated + 1, cap));
    }

    private int Place(int length)
    {
        int low = 0, high = count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (lengths[middle] <= length) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private bool HasChanged()
    {
        var recent = options.Recent;
        if (seen.Count < 2 * recent) return false;
        int[] now = [.. seen.Skip(seen.Count - recent).Where(s => s.Whole).Select(s => s.Length).Order()];
        int[] before = [.. seen.Take(seen.Count - recent).Where(s => s.Whole).Select(s => s.Length).Order()];
        if (now.Length < recent / 2 || before.Length < recent / 2) return false;
        var (largest, i, j) = (0.0, 0, 0);
        while (i < now.Length && j < before.Length)
        {
            var at = Math.Min(now[i], before[j]);
            while (i < now.Length && now[i] == at) i++;
            while (j < before.Length && before[j] == at) j++;
            largest = Math.Max(largest, Math.Abs(((double)i / now.Length) - ((double)j / before.Length)));
        }
        return largest > options.ChangeThreshold * Math.Sqrt((1.0 / now.Length) + (1.0 / before.Length));
    }
}
