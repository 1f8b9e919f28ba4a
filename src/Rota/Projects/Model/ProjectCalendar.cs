using System.Collections.Immutable;

namespace Rota.Projects;

/// <summary>Working time that recurs: a cycle (a week, say) with the stretches in which it is open, and exceptions at fixed times.</summary>
/// <param name="Id">Its name in files, unique among calendars.</param>
/// <param name="Cycle">Length of the cycle, at least 1; cycles begin at time 0.</param>
/// <param name="Open">Open stretches of the cycle, within [0, <paramref name="Cycle"/>).</param>
/// <param name="Closed">Exceptions: closed whatever the cycle says (holidays).</param>
/// <param name="Opened">Exceptions that win over everything: open (a Saturday shift).</param>
public sealed record ProjectCalendar(
    string Id, long Cycle, ImmutableArray<Period> Open, ImmutableArray<Period> Closed = default, ImmutableArray<Period> Opened = default)
{
    /// <summary>The closed stretches before a time, in order, none touching the next.</summary>
    internal List<Period> ClosedUntil(long until)
    {
        var pattern = Gaps(Open, Cycle);
        var closed = new List<Period>();
        for (long begin = 0; begin < until && pattern.Count > 0; begin += Cycle)
            foreach (var gap in pattern)
                if (begin + gap.Start < until) closed.Add(new(begin + gap.Start, Math.Min(until, begin + gap.End)));
        if (!Closed.IsDefaultOrEmpty) closed.AddRange(Closed);
        closed = Joined(closed);
        return Opened.IsDefaultOrEmpty ? closed : Without(closed, Joined([.. Opened]));
    }

    /// <summary>Open time of a cycle.</summary>
    internal long OpenTime => Cycle - Gaps(Open, Cycle).Sum(gap => gap.Length);

    /// <summary>The longest stretch without a break that the pattern offers; the whole of time when it has no break.</summary>
    internal long LongestOpen
    {
        get
        {
            var gaps = Gaps(Open, Cycle);
            if (gaps.Count == 0) return long.MaxValue;
            var longest = gaps[0].Start + Cycle - gaps[^1].End;
            for (var i = 1; i < gaps.Count; i++) longest = Math.Max(longest, gaps[i].Start - gaps[i - 1].End);
            return longest;
        }
    }

    private static List<Period> Gaps(ImmutableArray<Period> open, long length) => Without([new(0, length)], Joined([.. open]));

    private static List<Period> Joined(List<Period> periods)
    {
        periods.Sort((a, b) => a.Start.CompareTo(b.Start));
        var joined = new List<Period>();
        foreach (var period in periods)
            if (joined.Count > 0 && period.Start <= joined[^1].End) joined[^1] = joined[^1] with { End = Math.Max(joined[^1].End, period.End) };
            else joined.Add(period);
        return joined;
    }

    private static List<Period> Without(List<Period> periods, List<Period> holes)
    {
        var rest = new List<Period>();
        foreach (var period in periods)
        {
            var from = period.Start;
            foreach (var hole in holes)
            {
                if (hole.End <= from || hole.Start >= period.End) continue;
                if (hole.Start > from) rest.Add(new(from, hole.Start));
                from = hole.End;
            }
            if (from < period.End) rest.Add(new(from, period.End));
        }
        return rest;
    }
}
