using System.Collections.Immutable;

namespace Rota.SingleMachine.FlowTime.Simulation;

/// <summary>The number of jobs alive as a step function: from Times[i] to Times[i + 1] there are Counts[i].</summary>
public sealed record AliveSeries(ImmutableArray<long> Times, ImmutableArray<int> Counts)
{
    /// <summary>Its integral is the sum of flow times.</summary>
    public Int128 Integral
    {
        get
        {
            Int128 sum = 0;
            for (var i = 0; i + 1 < Times.Length; i++) sum += (Int128)Counts[i] * (Times[i + 1] - Times[i]);
            return sum;
        }
    }

    /// <summary>From releases and completions.</summary>
    public static AliveSeries Of(FlowProblem problem, ReadOnlySpan<long> completions)
    {
        var ends = completions.ToArray();
        Array.Sort(ends);
        var (times, counts) = (ImmutableArray.CreateBuilder<long>(), ImmutableArray.CreateBuilder<int>());
        var (i, k) = (0, 0);
        while (k < ends.Length)
        {
            var time = i < problem.Jobs.Length ? Math.Min(problem.Jobs[i].Release, ends[k]) : ends[k];
            while (i < problem.Jobs.Length && problem.Jobs[i].Release == time) i++;
            while (k < ends.Length && ends[k] == time) k++;
            times.Add(time);
            counts.Add(i - k);
        }
        return new(times.ToImmutable(), counts.ToImmutable());
    }

    /// <summary>The largest quotient of this one and another where the other is above 0, and when it is first reached; 0 when there is no such moment.</summary>
    public (double Ratio, long Time) LargestRatio(AliveSeries other)
    {
        var best = (Ratio: 0.0, Time: 0L);
        foreach (var (time, own, others) in Together(other))
            if (others > 0 && (double)own / others > best.Ratio) best = ((double)own / others, time);
        return best;
    }

    /// <summary>Both series at every time where one of them changes.</summary>
    public IEnumerable<(long Time, int Own, int Other)> Together(AliveSeries other)
    {
        var (i, k) = (-1, -1);
        while (i + 1 < Times.Length || k + 1 < other.Times.Length)
        {
            var time = Math.Min(i + 1 < Times.Length ? Times[i + 1] : long.MaxValue, k + 1 < other.Times.Length ? other.Times[k + 1] : long.MaxValue);
            if (i + 1 < Times.Length && Times[i + 1] == time) i++;
            if (k + 1 < other.Times.Length && other.Times[k + 1] == time) k++;
            yield return (time, i < 0 ? 0 : Counts[i], k < 0 ? 0 : other.Counts[k]);
        }
    }
}
