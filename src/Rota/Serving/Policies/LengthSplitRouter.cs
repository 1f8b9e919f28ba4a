using Rota.Randomness;
using Rota.Serving.Engine;
using Rota.Statistics;

namespace Rota.Serving.Policies;

/// <summary>How <see cref="LengthSplitPools"/> routes. Looks at the pools when a request comes, at most once a period.</summary>
internal sealed class LengthSplitRouter(LengthSplitPools options, RandomStream random) : CountingPlacement
{
    private readonly long period = SimTime.FromSeconds(options.PeriodSeconds);
    private readonly long coolDown = SimTime.FromSeconds(options.CoolDownSeconds);
    private readonly List<int> shorts = [];
    private readonly List<int> longs = [];
    private readonly Dictionary<int, bool> pendingClass = [];
    private readonly List<PolicyMeasure> moves = [];
    private bool[] captured = [];
    private long[] readyAt = [];
    private long[] busyBefore = [];
    private double[] lateness = [];
    private int[] firstTokens = [];
    private long lastLook;
    private long lastMove = -1;
    private int pendingShort;
    private int pendingLong;

    /// <summary>Instances of the short pool, in the order in which they came to it.</summary>
    public IReadOnlyList<int> Short => shorts;

    /// <summary>Instances of the long pool.</summary>
    public IReadOnlyList<int> Long => longs;

    public override IEnumerable<PolicyMeasure> Measures => moves;

    public override int Choose(FleetView view, int request, ReadOnlySpan<int> candidates)
    {
        if (candidates.Length < 2) return candidates[0];
        if (view.Role(candidates[0]) == InstanceRole.Decode) return Least(candidates, byTokens: false);
        if (longs.Count == 0) Split(view, candidates);
        if (view.Now - lastLook >= period) Look(view);
        var isShort = IsShort(view, request);
        SetPending(request, isShort);
        return Pick(view.Now, isShort ? shorts : longs, isShort);
    }

    public override void FirstTokenMade(ServingView view, int request)
    {
        if (view.Instance < firstTokens.Length)
        {
            firstTokens[view.Instance]++;
            if (view.Deadline(request) is var deadline and < SimTime.Never) lateness[view.Instance] += SimTime.ToSeconds(Math.Max(0, view.Now - deadline));
        }
        SetPending(request, null);
    }

    public override void Aborted(ServingView view, int request)
    {
        base.Aborted(view, request);
        SetPending(request, null);
    }

    private void Split(FleetView view, ReadOnlySpan<int> candidates)
    {
        shorts.AddRange(candidates[..(candidates.Length / 2)]);
        longs.AddRange(candidates[(candidates.Length / 2)..]);
        captured = new bool[view.Count];
        readyAt = new long[view.Count];
        busyBefore = new long[view.Count];
        lateness = new double[view.Count];
        firstTokens = new int[view.Count];
        foreach (var instance in shorts) captured[instance] = true;
        lastLook = view.Now;
    }

    private bool IsShort(FleetView view, int request)
    {
        var tokens = view[shorts[0]].Known(request);
        if (tokens <= options.Boundary || options.ByFullLength) return tokens <= options.Boundary;
        foreach (var instance in shorts)
            if (tokens - view.CachedTokens(instance, request) <= options.Boundary) return true;
        return false;
    }

    private int Pick(long now, List<int> pool, bool isShort)
    {
        Span<int> ready = stackalloc int[Math.Min(pool.Count, 1024)];
        var count = 0;
        foreach (var instance in pool)
            if (count < ready.Length && (!isShort || readyAt[instance] <= now)) ready[count++] = instance;
        if (count == 0) return pool[0];
        return options.LeastInPool ? Least(ready[..count], byTokens: true) : ready[random.Next(count)];
    }

    private void SetPending(int request, bool? isShort)
    {
        if (pendingClass.Remove(request, out var before)) Count(before, -1);
        if (isShort is not { } now) return;
        pendingClass[request] = now;
        Count(now, 1);

        void Count(bool small, int by)
        {
            if (small) pendingShort += by;
            else pendingLong += by;
        }
    }

    private void Look(FleetView view)
    {
        var direction = options.Rule switch
        {
            PoolRule.PendingRatio => PoolBalance.ByPending(pendingShort, pendingLong, options.Ratio),
            PoolRule.Pressure when lastMove < 0 || view.Now - lastMove >= coolDown =>
                PoolBalance.ByPressure(Pressure(view, shorts), Pressure(view, longs), options.Tolerance, options.LeastPressure),
            _ => 0,
        };
        if (direction > 0 && longs.Count > 1) Move(view, longs, shorts, toShort: true);
        else if (direction < 0 && shorts.Count > 1) Move(view, shorts, longs, toShort: false);
        for (var i = 0; i < busyBefore.Length; i++) busyBefore[i] = view.BusyTime(i);
        Array.Clear(lateness);
        Array.Clear(firstTokens);
        lastLook = view.Now;
    }

    private double Pressure(FleetView view, List<int> pool) => Quantiles.Exact([.. pool.Select(instance => Pressure(view, instance))], 0.9);

    private double Pressure(FleetView view, int instance)
    {
        var waited = 0L;
        for (var i = 0; i < view[instance].WaitingCount; i++) waited += view.Now - view[instance].Arrival(view[instance].Waiting(i));
        var late = firstTokens[instance] == 0 ? 0 : lateness[instance] / firstTokens[instance];
        var use = Math.Min(1, (double)(view.BusyTime(instance) - busyBefore[instance]) / Math.Max(1, view.Now - lastLook));
        return (options.QueueWeight * SimTime.ToSeconds(waited)) + (options.LatenessWeight * late) - (options.UseWeight * use);
    }

    private void Move(FleetView view, List<int> from, List<int> to, bool toShort)
    {
        var instance = from[^1];
        from.Remove(instance);
        to.Add(instance);
        lastMove = view.Now;
        if (toShort && !captured[instance])
        {
            captured[instance] = true;
            readyAt[instance] = view.Now + SimTime.FromSeconds(options.CaptureSeconds);
        }
        moves.Add(new(toShort ? "moved-to-short" : "moved-to-long", -1, SimTime.ToSeconds(view.Now), instance));
    }
}
