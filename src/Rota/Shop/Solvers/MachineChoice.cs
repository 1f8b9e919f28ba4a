namespace Rota.Shop.Solvers;

/// <summary>Where an operation with a choice of machines goes to wait.</summary>
internal static class MachineChoice
{
    /// <summary>
    /// The mode that promises the earliest completion after what the machine runs (until <paramref name="freeAt"/>) and the work in its line; ties to
    /// the first mode.
    /// </summary>
    public static int EarliestCompletion(DispatchArrays arrays, int operation, long now, long[] freeAt, long[] lineWork)
    {
        var best = arrays.FirstMode[operation];
        var end = arrays.FirstMode[operation + 1];
        if (end - best == 1) return best;
        var earliest = long.MaxValue;
        for (var mode = best; mode < end; mode++)
        {
            var machine = arrays.Machine[mode];
            var completion = Math.Max(now, freeAt[machine]) + lineWork[machine] + arrays.Duration[mode];
            if (completion >= earliest) continue;
            earliest = completion;
            best = mode;
        }
        return best;
    }
}
