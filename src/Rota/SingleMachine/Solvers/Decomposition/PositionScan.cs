using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Rota.SingleMachine.Solvers.Decomposition;

/// <summary>
/// Finds the places of the longest job that cannot be ruled out. Let T(r) be what the order by due date costs with the longest job at place r. Place r is out if T(r) is not
/// below T of every earlier place, if T(r + 1) is below it, or if some job strictly between might as well stand behind: due date + length reaches the longest job's completion
/// (Szwarc, Della Croce and Grosso 1999). T changes from place to place by what two jobs do: eight places at a time, mostly all or none of which are out.
/// </summary>
internal sealed class PositionScan(EddSlices slices, bool vectors)
{
    // Eight differences add up within 32 bits.
    private const int MostLength = 1 << 27;

    private readonly bool vectors = vectors && slices.Count > 0 && slices.LengthOfRank[^1] <= MostLength;
    private int[] found = new int[1024];

    /// <summary>The places found.</summary>
    public int[] Found => found;

    /// <summary>Writes the places of a subproblem into <see cref="Found"/> from <paramref name="free"/> on, in order; returns the end. At least one is found.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Scan(in Subproblem problem, int free)
    {
        var (top, from, to) = (problem.Top, problem.From, problem.To);
        if (found.Length < free + to - from) Array.Resize(ref found, Math.Max(found.Length * 2, free + to - from));
        var row = EddSlices.Row(top);
        var shift = problem.Start - slices.Before[row + from];
        var (longest, due) = (slices.LengthOfRank[top], slices.DueOfRank[top]);
        var own = slices.CountBelow[(top * (slices.Count + 1)) + slices.PlaceOfRank[top]];
        ref var ends = ref MemoryMarshal.GetReference(slices.Before.AsSpan(row + 1, to));
        ref var lags = ref MemoryMarshal.GetReference(slices.Lag.AsSpan(row, to));
        var state = new State { Shift = shift, Own = own, Row = row, Here = Math.Max(0, shift + Unsafe.Add(ref ends, own) - due), Least = long.MaxValue, Most = int.MinValue, Read = own + 1, End = free };
        var r = own;
        if (vectors && r + 8 < to)
        {
            var (shifts, starts, lengths, zero) = (Vector256.Create(shift), Vector256.Create(shift - due), Vector256.Create(longest), Vector256<int>.Zero);
            for (; r + 8 < to; r += 8)
            {
                var lag = Vector256.LoadUnsafe(ref lags, (nuint)(r + 1)) + shifts;
                var passed = Vector256.Max(zero, lag - lengths) - Vector256.Max(zero, lag);
                var then = Vector256.Max(zero, Vector256.LoadUnsafe(ref ends, (nuint)(r + 1)) + starts);
                var now = Vector256.Max(zero, Vector256.LoadUnsafe(ref ends, (nuint)r) + starts);
                var step = passed + then - now;
                var falls = step.ExtractMostSignificantBits();
                // All eight cost more than the next, or none while a cheaper one came before.
                if (falls == 0xFF || (falls == 0 && state.Here >= state.Least))
                {
                    state.Here += Vector256.Sum(step);
                    continue;
                }
                for (var lane = 0; lane < 8; lane++)
                {
                    var change = step.GetElement(lane);
                    if (change >= 0) Consider(ref state, ref ends, r + lane);
                    state.Here += change;
                }
            }
        }
        for (; r + 1 < to; r++)
        {
            var lag = shift + Unsafe.Add(ref lags, r + 1);
            var change = (long)Math.Max(0, lag - longest) - Math.Max(0, lag)
                + Math.Max(0, shift + Unsafe.Add(ref ends, r + 1) - due) - Math.Max(0, shift + Unsafe.Add(ref ends, r) - due);
            if (change >= 0) Consider(ref state, ref ends, r);
            state.Here += change;
        }
        Consider(ref state, ref ends, r);
        return state.End;
    }

    private void Consider(ref State state, ref int ends, int r)
    {
        if (state.Here >= state.Least) return;
        state.Least = state.Here;
        for (; state.Read < r; state.Read++) state.Most = Math.Max(state.Most, slices.DueAndLength[state.Row + state.Read]);
        if (r < state.Own + 2 || state.Shift + Unsafe.Add(ref ends, r) > state.Most) found[state.End++] = r;
    }

    private struct State
    {
        public int Shift;
        public int Own;
        public int Row;
        public long Here;
        public long Least;
        public int Most;
        public int Read;
        public int End;
    }
}
