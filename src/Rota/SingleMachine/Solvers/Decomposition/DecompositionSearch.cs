using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rota.SingleMachine.Solvers.Decomposition;

/// <summary>
/// Lawler's decomposition with memory: in some best order the longest job stands at a place such that the jobs due before that place come before it and the others behind.
/// <see cref="PositionScan"/> rules places out; what remains is solved once a subproblem (Shang, T'Kindt and Della Croce 2021). Subproblems are named exactly, by 64 bits:
/// longest job, first and last by due date, start; jobs on time at the very end are cut off first, which makes many of them one.
/// </summary>
internal sealed class DecompositionSearch : IDisposable
{
    private const int StopInterval = 8192;

    private readonly EddSlices slices;
    private readonly DecompositionOptions options;
    private readonly SubproblemTable table;
    private readonly PositionScan scan;
    private readonly Func<bool>? stop;
    private readonly int placeBits;
    private readonly int startBits;
    private bool stopped;

    /// <param name="slices">The tables.</param>
    /// <param name="options">Switches and memory.</param>
    /// <param name="stop">Asked now and then.</param>
    public DecompositionSearch(EddSlices slices, DecompositionOptions options, Func<bool>? stop)
    {
        (this.slices, this.options, this.stop) = (slices, options, stop);
        table = new(options.MemoryBytes);
        scan = new(slices, options.Vectors);
        (placeBits, startBits) = Bits(slices.Count, slices.Count == 0 ? 0 : slices.Before[^1]);
    }

    /// <summary>Subproblems that were split.</summary>
    public long Nodes { get; private set; }

    /// <summary>What is known of subproblems.</summary>
    public SubproblemTable Table => table;

    /// <summary>Bits of a job's number and of a start time; their threefold and single must fit a key.</summary>
    public static (int Place, int Start) Bits(int jobs, long work) =>
        (64 - BitOperations.LeadingZeroCount((ulong)jobs), 64 - BitOperations.LeadingZeroCount((ulong)work));

    /// <inheritdoc/>
    public void Dispose() => table.Dispose();

    /// <summary>The least total tardiness, and the order by number in the problem; null when it was stopped.</summary>
    public (long Value, int[] Order)? Solve()
    {
        var order = new int[slices.Count];
        if (slices.Count == 0) return (0, order);
        var root = new Subproblem(slices.Count - 1, 0, slices.Count, 0);
        var value = Value(root, 0);
        if (!stopped) Rebuild(root, order);
        return stopped ? null : (value + slices.Unavoidable, order);
    }

    /// <summary>The value of a subproblem; found places from <paramref name="free"/> on may be overwritten.</summary>
    private long Value(Subproblem problem, int free)
    {
        if (!IsOpen(ref problem, out var value)) return value;
        var key = Key(problem);
        var remembered = IsRemembered(key);
        if (remembered && table.TryGet(key, out value)) return value;
        var end = scan.Scan(problem, free);
        if (!remembered && end - free > 1)
        {
            if (table.TryGet(key, out value)) return value;
            remembered = true;
        }
        if (++Nodes % StopInterval == 0 && stop?.Invoke() == true) stopped = true;
        if (stopped) return 0;

        var (top, from, to, start) = (problem.Top, problem.From, problem.To, problem.Start);
        var row = EddSlices.Row(top);
        var shift = start - slices.Before[row + from];
        var due = slices.DueOfRank[top];
        var best = long.MaxValue;
        var position = -1;
        for (var i = free; i < end; i++)
        {
            var r = scan.Found[i];
            var completion = shift + slices.Before[row + r + 1];
            long cost = Math.Max(0, completion - due);
            if (cost >= best) continue;
            cost += Value(new(top - 1, from, r, start), end);
            if (cost >= best) continue;
            cost += Value(new(top - 1, r, to - 1, completion), end);
            if (cost >= best) continue;
            (best, position) = (cost, r);
            if (best == 0) break;
        }
        if (remembered && !stopped) table.Add(key, best, position - from);
        return best;
    }

    /// <summary>
    /// Cuts off the end that is on time and tells sets that are best by due date, because at most one job is late so, with their value. Other sets are open; they are named by their longest job.
    /// </summary>
    private bool IsOpen(ref Subproblem problem, out long value)
    {
        var (from, to) = (problem.From, problem.To);
        value = 0;
        if (from >= to) return false;
        var row = EddSlices.Row(problem.Top);
        var shift = problem.Start - slices.Before[row + from];
        var lags = slices.Lag.AsSpan(row, to);
        var last = to - 1;
        while (lags[last] + shift <= 0)
            if (--last < from)
            {
                if (options.CutEnd) problem.To = from;
                return false;
            }
        if (options.CutEnd) problem.To = to = last + 1;
        if (!AnyLate(lags[from..last], shift))
        {
            value = lags[last] + shift;
            return false;
        }
        var first = slices.Place[row + from];
        var span = (uint)(slices.Place[row + to - 1] - first);
        var top = problem.Top;
        while ((uint)(slices.PlaceOfRank[top] - first) > span) top--;
        if (top == problem.Top) return true;
        var count = to - from;
        problem.From = slices.CountBelow[(top * (slices.Count + 1)) + first];
        problem.To = problem.From + count;
        problem.Top = top;
        return true;
    }

    /// <summary>True when some job is late by due date; looks from the end, where it is likely.</summary>
    private static bool AnyLate(ReadOnlySpan<int> lags, int shift)
    {
        var at = lags.Length;
        if (at >= 8)
        {
            ref var first = ref MemoryMarshal.GetReference(lags);
            var limit = Vector256.Create(-shift);
            for (; at >= 8; at -= 8)
                if (Vector256.GreaterThanAny(Vector256.LoadUnsafe(ref first, (nuint)(at - 8)), limit)) return true;
        }
        while (--at >= 0)
            if (lags[at] + shift > 0) return true;
        return false;
    }

    private ulong Key(in Subproblem problem) =>
        ((((((ulong)(uint)problem.Top << placeBits) | (uint)problem.From) << placeBits) | (uint)problem.To) << startBits) | (uint)problem.Start;

    /// <summary>True when a subproblem is kept in memory even if only one place is possible; by its key alone, so that it is found again.</summary>
    private bool IsRemembered(ulong key) => ((key * 0x9E3779B97F4A7C15UL >> 20) & (uint)(options.RememberOneIn - 1)) == 0;

    /// <summary>The order of a solved subproblem; what was forgotten is solved again.</summary>
    private void Rebuild(Subproblem problem, Span<int> order)
    {
        while (order.Length > 0)
        {
            var all = problem;
            var open = IsOpen(ref problem, out _);
            // By due date: all of it, or the jobs cut off the end.
            var kept = open ? problem.To - problem.From : 0;
            var row = EddSlices.Row(all.Top);
            for (var i = kept; i < order.Length; i++) order[i] = slices.JobAtPlace[slices.Place[row + all.From + i]];
            if (!open) return;
            order = order[..kept];
            var position = Position(problem);
            if (stopped) return;
            row = EddSlices.Row(problem.Top);
            var completion = problem.Start - slices.Before[row + problem.From] + slices.Before[row + problem.From + position + 1];
            order[position] = slices.JobAtPlace[slices.PlaceOfRank[problem.Top]];
            Rebuild(new(problem.Top - 1, problem.From, problem.From + position, problem.Start), order[..position]);
            problem = new(problem.Top - 1, problem.From + position, problem.To - 1, completion);
            order = order[(position + 1)..];
        }
    }

    private int Position(in Subproblem problem)
    {
        if (scan.Scan(problem, 0) == 1) return scan.Found[0] - problem.From;
        var key = Key(problem);
        if (table.Position(key) is var position and >= 0) return position;
        Value(problem, 0);
        return table.Position(key);
    }
}
