using System.Runtime.CompilerServices;

namespace Rota.SingleMachine.Solvers.Decomposition;

/// <summary>
/// Lawler's decomposition with memory: in some best order the longest job stands at a place such that the jobs due before that place come before it and the others behind.
/// Places are ruled out by what the order by due date costs there (Szwarc, Della Croce and Grosso 1999; Shang, T'Kindt and Della Croce 2021); every subproblem is solved
/// once. Subproblems are named exactly, by 64 bits: longest job, first and last by due date, start; jobs on time at the very end are cut off first, which
/// makes many of them one.
/// </summary>
internal sealed class DecompositionSearch
{
    private const int StopInterval = 4096;

    private readonly EddSlices slices;
    private readonly DecompositionOptions options;
    private readonly SubproblemTable table;
    private readonly Func<bool>? stop;
    private readonly int placeBits;
    private readonly int startBits;
    private int[] candidates = new int[1024];
    private bool stopped;

    /// <param name="slices">The tables.</param>
    /// <param name="options">Switches and memory.</param>
    /// <param name="stop">Asked now and then.</param>
    public DecompositionSearch(EddSlices slices, DecompositionOptions options, Func<bool>? stop)
    {
        (this.slices, this.options, this.stop) = (slices, options, stop);
        table = new(options.MemoryBytes);
        (placeBits, startBits) = Bits(slices.Count, slices.Count == 0 ? 0 : slices.Before[^1]);
    }

    /// <summary>Subproblems that were split.</summary>
    public long Nodes { get; private set; }

    /// <summary>What is known of subproblems.</summary>
    public SubproblemTable Table => table;

    /// <summary>Bits of a job's number and of a start time; their threefold and single must fit a key.</summary>
    public static (int Place, int Start) Bits(int jobs, long work) =>
        (64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)jobs), 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)work));

    /// <summary>The least total tardiness, and the order by number in the problem; null when it was stopped.</summary>
    public (long Value, int[] Order)? Solve()
    {
        var order = new int[slices.Count];
        if (slices.Count == 0) return (0, order);
        var root = new Subproblem(slices.Count - 1, 0, slices.Count, 0);
        var value = Value(root, 0);
        if (stopped) return null;
        Rebuild(root, order);
        return stopped ? null : (value + slices.Unavoidable, order);
    }

    /// <summary>The value of a subproblem; candidates from <paramref name="free"/> on may be overwritten.</summary>
    private long Value(Subproblem problem, int free)
    {
        var kind = Glance(ref problem, out var value);
        if (kind != SubproblemKind.Open) return value;
        var key = Key(problem);
        if (table.TryGet(key, out value)) return value;
        if (++Nodes % StopInterval == 0 && stop?.Invoke() == true) stopped = true;
        if (stopped) return 0;

        var (top, from, to, start) = (problem.Top, problem.From, problem.To, problem.Start);
        var row = EddSlices.Row(top);
        var shift = start - slices.Before[row + from];
        var end = Candidates(problem, free);
        var due = slices.DueOfRank[top];
        var best = long.MaxValue;
        var position = -1;
        for (var i = free; i < end; i++)
        {
            var r = candidates[i];
            var completion = shift + slices.Before[row + r + 1];
            long cost = Math.Max(0, completion - due);
            if (cost >= best) continue;
            cost += Value(new(top - 1, r, to - 1, completion), end);
            if (cost >= best) continue;
            cost += Value(new(top - 1, from, r, start), end);
            if (cost >= best) continue;
            (best, position) = (cost, r);
            if (best == 0) break;
        }
        if (!stopped) table.Add(key, best, position - from);
        return best;
    }

    /// <summary>Cuts off the end that is on time, tells the easy kinds with their value, and names the set by its longest job.</summary>
    private SubproblemKind Glance(ref Subproblem problem, out long value)
    {
        var (from, to, start) = (problem.From, problem.To, problem.Start);
        value = 0;
        var row = EddSlices.Row(problem.Top);
        if (from >= to) return Cut(ref problem, to);
        var shift = start - slices.Before[row + from];
        while (slices.Lag[row + to - 1] + shift <= 0)
            if (--to == from) return Cut(ref problem, to);
        problem.To = to;
        var length = to - from;
        (var late, value) = SliceSums.Positive(slices.Lag.AsSpan(row + from, length), shift);
        if (late <= 1) return SubproblemKind.DueOrder;

        var longest = SliceSums.Largest(slices.Rank.AsSpan(row + from, length));
        if (longest != problem.Top)
        {
            var below = longest * (slices.Count + 1);
            from = slices.CountBelow[below + slices.Place[row + from]];
            (problem.Top, problem.From, problem.To) = (longest, from, from + length);
            row = EddSlices.Row(longest);
        }
        if (!options.AllLate || SliceSums.Largest(slices.LatestStart.AsSpan(row + from, length)) > start) return SubproblemKind.Open;
        value = ShortestFirst(problem);
        return SubproblemKind.LengthOrder;
    }

    private static SubproblemKind Cut(ref Subproblem problem, int to)
    {
        problem.To = to;
        return SubproblemKind.DueOrder;
    }

    /// <summary>Total tardiness shortest first when every job is late.</summary>
    private long ShortestFirst(in Subproblem problem)
    {
        var row = EddSlices.Row(problem.Top);
        var first = slices.Place[row + problem.From];
        var span = (uint)(slices.Place[row + problem.To - 1] - first);
        var (now, sum) = ((long)problem.Start, 0L);
        for (var k = 0; k <= problem.Top; k++)
        {
            if ((uint)(slices.PlaceOfRank[k] - first) > span) continue;
            now += slices.LengthOfRank[k];
            sum += now - slices.DueOfRank[k];
        }
        return sum;
    }

    /// <summary>The places of the longest job that cannot be ruled out, from candidate <paramref name="free"/> on; returns the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Candidates(in Subproblem problem, int free)
    {
        var (top, from, to) = (problem.Top, problem.From, problem.To);
        if (candidates.Length < free + to - from) Array.Resize(ref candidates, Math.Max(candidates.Length * 2, free + to - from));
        var row = EddSlices.Row(top);
        var shift = problem.Start - slices.Before[row + from];
        var (longest, due) = (slices.LengthOfRank[top], slices.DueOfRank[top]);
        var own = slices.CountBelow[(top * (slices.Count + 1)) + slices.PlaceOfRank[top]];
        var ends = slices.Before.AsSpan(row + 1, to);
        var lags = slices.Lag.AsSpan(row, to);
        var sums = slices.DueAndLength.AsSpan(row, to);
        // By due date with the longest job at r: what it costs more than with the job at its own place, but for its own tardiness.
        long moved = 0;
        var here = (long)Math.Max(0, shift + ends[own] - due);
        var least = long.MaxValue;
        var most = int.MinValue;
        var end = free;
        for (var r = own; r < to; r++)
        {
            var completion = shift + ends[r];
            var next = long.MaxValue;
            var following = 0L;
            if (r + 1 < to)
            {
                var lag = shift + lags[r + 1];
                following = moved + Math.Max(0, lag - longest) - Math.Max(0, lag);
                next = following + Math.Max(0, shift + ends[r + 1] - due);
            }
            // Ruled out: an earlier place costs no more, a later one costs less, or some job between might as well stand behind.
            if (here < least && here <= next && (r < own + 2 || completion > most)) candidates[end++] = r;
            least = Math.Min(least, here);
            if (r > own) most = Math.Max(most, sums[r]);
            (moved, here) = (following, next);
        }
        return end;
    }

    private ulong Key(in Subproblem problem) =>
        ((((((ulong)(uint)problem.Top << placeBits) | (uint)problem.From) << placeBits) | (uint)problem.To) << startBits) | (uint)problem.Start;

    /// <summary>The order of a solved subproblem; what was forgotten is solved again.</summary>
    private void Rebuild(Subproblem problem, Span<int> order)
    {
        while (order.Length > 0)
        {
            var all = problem;
            var kind = Glance(ref problem, out _);
            // Jobs cut off the end follow by due date.
            var kept = problem.To - problem.From;
            var row = EddSlices.Row(all.Top);
            for (var i = kept; i < order.Length; i++) order[i] = slices.JobAtPlace[slices.Place[row + all.From + i]];
            order = order[..kept];
            if (kind == SubproblemKind.DueOrder)
            {
                row = EddSlices.Row(problem.Top);
                for (var i = 0; i < kept; i++) order[i] = slices.JobAtPlace[slices.Place[row + problem.From + i]];
                return;
            }
            if (kind == SubproblemKind.LengthOrder)
            {
                PutShortestFirst(problem, order);
                return;
            }
            var position = table.Position(Key(problem));
            if (position < 0)
            {
                Value(problem, 0);
                if (stopped) return;
                position = table.Position(Key(problem));
            }
            row = EddSlices.Row(problem.Top);
            var completion = problem.Start - slices.Before[row + problem.From] + slices.Before[row + problem.From + position + 1];
            order[position] = slices.JobAtPlace[slices.PlaceOfRank[problem.Top]];
            Rebuild(new(problem.Top - 1, problem.From, problem.From + position, problem.Start), order[..position]);
            problem = new(problem.Top - 1, problem.From + position, problem.To - 1, completion);
            order = order[(position + 1)..];
        }
    }

    private void PutShortestFirst(in Subproblem problem, Span<int> order)
    {
        var row = EddSlices.Row(problem.Top);
        var (first, last, at) = (slices.Place[row + problem.From], slices.Place[row + problem.To - 1], 0);
        for (var k = 0; k <= problem.Top; k++)
            if (slices.PlaceOfRank[k] >= first && slices.PlaceOfRank[k] <= last) order[at++] = slices.JobAtPlace[slices.PlaceOfRank[k]];
    }
}
