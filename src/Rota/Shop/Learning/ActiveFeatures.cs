using Rota.Learning;

namespace Rota.Shop.Learning;

/// <summary>What a learnt dispatcher sees of each candidate: ratios only, so that one policy serves shops of all sizes and units.</summary>
internal static class ActiveFeatures
{
    public const int Count = 43;

    private const float Far = 6;

    public static void Write(ActiveState state, Observation into)
    {
        var shop = state.Shop;
        var machine = state.Deciding;
        var count = state.CandidateCount;
        double bound = Math.Max(1, state.Bound), mean = shop.MeanDuration;
        double load = Math.Max(1, state.WorkLeft(machine));
        var all = new Rivals(state);
        var jobs = shop.First.Length;
        for (var i = 0; i < count; i++)
        {
            var job = state.Job(i);
            var operation = state.NextOperation(job);
            var end = shop.End[job];
            var duration = shop.Duration[operation];
            var work = shop.WorkFrom[operation];
            var start = state.StartOf(job);
            var complete = start + duration;
            var first = shop.First[job];
            var f = into.AddCandidate();
            // The operation.
            f[0] = Ratio(duration, mean);
            f[1] = Ratio(start - state.EarliestStart, mean);
            f[2] = Ratio(complete - state.EarliestEnd, mean);
            f[3] = Ratio(start - state.ReadyAt(job), mean);
            f[4] = (float)(duration / load);
            // Its job.
            f[5] = (float)(work / bound);
            f[6] = (float)((start + work) / bound);
            f[7] = Ratio(all.LongestWork - work, mean) / 2;
            f[8] = (float)(work / (double)Math.Max(1, state.LongestWork));
            f[9] = (end - operation) / (float)shop.LongestRoute;
            f[10] = (float)((shop.WorkFrom[first] - work + duration) / (double)Math.Max(1, shop.WorkFrom[first]));
            f[11] = Ratio(work - duration, mean) / 5;
            // Among its rivals.
            f[12] = all.RankOfWork(work);
            f[13] = all.RankOfDuration(duration);
            f[14] = all.RankOfStart(start);
            // What the others pay when it goes first.
            f[15] = (float)((complete + all.LongestWorkBut(i)) / bound) - 1;
            f[16] = Ratio(complete + all.LongestWorkBut(i) - state.Bound, mean);
            f[17] = (float)(state.BoundIfFirst(i) / bound) - 1;
            f[18] = Ratio(state.BoundIfFirst(i) - state.Bound, mean);
            f[19] = Ratio(start + work - state.Bound, mean);
            // The machine.
            f[20] = (float)(load / bound);
            f[21] = (float)(state.MachineBound(machine) / bound);
            f[22] = count / (float)Math.Max(1, state.OperationsLeft(machine));
            f[23] = state.Queue(machine) / (float)Math.Max(1, state.OperationsLeft(machine));
            f[24] = state.Left / (float)shop.Machine.Length;
            f[25] = Math.Min(4, MathF.Log2(jobs / (float)shop.Problem.MachineCount));
            f[26] = MathF.Log2(count) / 2;
            f[40] = Ratio(state.BoundIfFirst(i) - all.LeastBound, mean);
            if (state.Arrival.Operation >= 0)
            {
                f[41] = Ratio(state.Arrival.Head - complete, mean);
                f[42] = Ratio(Math.Max(complete, state.Arrival.Head) + shop.WorkFrom[state.Arrival.Operation] - state.Bound, mean);
            }
            else
            {
                f[41] = Far;
                f[42] = -Far;
            }
            if (operation + 1 == end)
            {
                f[27] = 1;
                continue;
            }
            // Where the job goes next: does that machine wait for it, or is there a queue?
            var after = shop.Machine[operation + 1];
            f[28] = Ratio(shop.Duration[operation + 1], mean);
            f[29] = Ratio(state.FreeAt(after) - complete, mean);
            f[30] = (float)(state.MachineBound(after) / bound);
            f[31] = Ratio(state.QueueWork(after), mean);
            f[32] = state.Queue(after) / (float)Math.Max(1, state.OperationsLeft(after));
            f[33] = Ratio(state.FreeAt(after) + state.QueueWork(after) - complete, mean);
            if (operation + 2 < end)
            {
                var later = shop.Machine[operation + 2];
                f[34] = Ratio(shop.Duration[operation + 2], mean);
                f[35] = Ratio(state.FreeAt(later) - complete - shop.Duration[operation + 1], mean);
                f[36] = (float)(state.MachineBound(later) / bound);
            }
            // The whole way: the busiest machine on it, how far it is, and how busy the way is by and large.
            double busiest = 0, weighed = 0;
            long way = 0, distance = 0;
            for (var o = operation + 1; o < end; o++)
            {
                var m = shop.Machine[o];
                var busy = state.MachineBound(m);
                if (busy > busiest) (busiest, distance) = (busy, way);
                weighed += (double)busy * shop.Duration[o];
                way += shop.Duration[o];
            }
            f[37] = (float)(busiest / bound);
            f[38] = Ratio(distance, mean) / 2;
            f[39] = (float)(weighed / Math.Max(1, way) / bound);
        }
    }

    /// <summary>A time in mean durations, bounded: what is far away is far away.</summary>
    private static float Ratio(long time, double mean)
    {
        var x = (float)(time / mean);
        return x > Far ? Far : x < -Far ? -Far : x;
    }

    /// <summary>The candidates as a crowd.</summary>
    private readonly ref struct Rivals
    {
        private readonly Span<long> works, durations, starts;
        private readonly long second;
        private readonly int longest;

        public Rivals(ActiveState state)
        {
            LongestWork = second = -1;
            LeastBound = long.MaxValue;
            works = state.Scratch(0);
            durations = state.Scratch(1);
            starts = state.Scratch(2);
            for (var i = 0; i < state.CandidateCount; i++)
            {
                LeastBound = Math.Min(LeastBound, state.BoundIfFirst(i));
                var job = state.Job(i);
                var operation = state.NextOperation(job);
                (works[i], durations[i], starts[i]) = (state.Shop.WorkFrom[operation], state.Shop.Duration[operation], state.StartOf(job));
                if (works[i] > LongestWork) (second, LongestWork, longest) = (LongestWork, works[i], i);
                else if (works[i] > second) second = works[i];
            }
            // In order, a rank is a search and not a count: with 1000 candidates counting was nine tenths of a decision.
            works.Sort();
            durations.Sort();
            starts.Sort();
        }

        public long LongestWork { get; }

        public long LeastBound { get; }

        public long LongestWorkBut(int candidate) => candidate == longest ? second : LongestWork;

        public float RankOfWork(long work) => Above(works, work) / (float)(works.Length - 1);

        public float RankOfDuration(long duration) => Below(durations, duration) / (float)(durations.Length - 1);

        public float RankOfStart(long start) => Below(starts, start) / (float)(starts.Length - 1);

        private static int Above(ReadOnlySpan<long> sorted, long value) => sorted.Length - Below(sorted, value + 1);

        private static int Below(ReadOnlySpan<long> sorted, long value)
        {
            var (low, high) = (0, sorted.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (sorted[middle] < value) low = middle + 1;
                else high = middle;
            }
            return low;
        }
    }
}
