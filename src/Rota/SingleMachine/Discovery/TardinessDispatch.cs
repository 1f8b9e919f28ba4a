using System.Numerics;
using System.Runtime.InteropServices;
using Rota.Tuning.Expressions;

namespace Rota.SingleMachine.Discovery;

/// <summary>
/// Dispatches many instances side by side by one program: at every step all priorities of all of them are computed at once, the lowest goes, ties to the job that
/// comes first by due date, processing time and number. 16 instances at a time fit the first-level cache.
/// </summary>
internal sealed class TardinessDispatch
{
    private const int Lines = 16;

    private readonly PriorityProgram program;
    private readonly PriorityLanes lanes;
    private readonly int jobs;
    private readonly double[] p;
    private readonly double[] d;
    private readonly int[] order;
    private readonly double[] t = new double[Lines];
    private readonly double[] cost = new double[Lines];
    private readonly double[] psum = new double[Lines];
    private readonly double[] dsum = new double[Lines];
    private readonly double[] best = new double[Lines];
    private readonly int[] place = new int[Lines];

    public TardinessDispatch(PriorityProgram program, int jobs)
    {
        this.program = program;
        this.jobs = jobs;
        lanes = new(program, jobs, Lines);
        p = new double[jobs * Lines];
        d = new double[jobs * Lines];
        order = new int[jobs * Lines];
    }

    /// <summary>Total tardiness of the first instances of a set.</summary>
    public void Measure(TardinessSet set, Span<double> costs)
    {
        for (var first = 0; first < costs.Length; first += Lines)
        {
            var count = Math.Min(Lines, costs.Length - first);
            Load(set, first, count);
            for (var waiting = jobs; waiting > 0; waiting--)
            {
                ShowFeatures(waiting);
                Choose(lanes.Compute(waiting), waiting);
                Take(waiting);
            }
            cost.AsSpan(0, count).CopyTo(costs[first..]);
        }
    }

    private void Load(TardinessSet set, int first, int count)
    {
        Array.Clear(t);
        Array.Clear(cost);
        Array.Clear(psum);
        Array.Clear(dsum);
        for (var i = 0; i < Lines; i++)
        {
            // Lines beyond the last instance repeat the first; nobody reads their cost.
            var at = (first + (i < count ? i : 0)) * jobs;
            for (var slot = 0; slot < jobs; slot++)
            {
                var lane = (slot * Lines) + i;
                p[lane] = set.Processing[at + slot];
                d[lane] = set.Due[at + slot];
                order[lane] = slot;
                psum[i] += p[lane];
                dsum[i] += d[lane];
            }
        }
    }

    private void ShowFeatures(int waiting)
    {
        var used = waiting * Lines;
        if (program.Uses(TardinessFeatures.P)) p.AsSpan(0, used).CopyTo(lanes.Feature(TardinessFeatures.P));
        if (program.Uses(TardinessFeatures.D)) d.AsSpan(0, used).CopyTo(lanes.Feature(TardinessFeatures.D));
        if (program.Uses(TardinessFeatures.T)) t.CopyTo(lanes.Feature(TardinessFeatures.T));
        if (program.Uses(TardinessFeatures.N)) lanes.Feature(TardinessFeatures.N).Fill(waiting);
        if (program.Uses(TardinessFeatures.PSum)) psum.CopyTo(lanes.Feature(TardinessFeatures.PSum));
        if (program.Uses(TardinessFeatures.PMean)) Divide(psum, waiting, lanes.Feature(TardinessFeatures.PMean));
        if (program.Uses(TardinessFeatures.DMean)) Divide(dsum, waiting, lanes.Feature(TardinessFeatures.DMean));
        if (program.Uses(TardinessFeatures.PMin)) Extreme(p, used, largest: false, lanes.Feature(TardinessFeatures.PMin));
        if (program.Uses(TardinessFeatures.PMax)) Extreme(p, used, largest: true, lanes.Feature(TardinessFeatures.PMax));
        if (program.Uses(TardinessFeatures.DMin)) Extreme(d, used, largest: false, lanes.Feature(TardinessFeatures.DMin));
        if (program.Uses(TardinessFeatures.DMax)) Extreme(d, used, largest: true, lanes.Feature(TardinessFeatures.DMax));
        if (!program.Uses(TardinessFeatures.Slack)) return;
        var slack = lanes.Feature(TardinessFeatures.Slack);
        for (var lane = 0; lane < used; lane++) slack[lane] = d[lane] - t[lane % Lines] - p[lane];
    }

    private static void Divide(double[] sums, int by, Span<double> means)
    {
        for (var i = 0; i < Lines; i++) means[i] = sums[i] / by;
    }

    private static void Extreme(double[] values, int used, bool largest, Span<double> result)
    {
        var found = MemoryMarshal.Cast<double, Vector<double>>(result);
        var rows = MemoryMarshal.Cast<double, Vector<double>>(values.AsSpan(0, used));
        rows[..found.Length].CopyTo(found);
        for (var at = found.Length; at < rows.Length; at += found.Length)
            for (var i = 0; i < found.Length; i++) found[i] = largest ? Vector.Max(found[i], rows[at + i]) : Vector.Min(found[i], rows[at + i]);
    }

    private void Choose(ReadOnlySpan<double> priorities, int waiting)
    {
        priorities[..Lines].CopyTo(best);
        Array.Clear(place);
        for (var slot = 1; slot < waiting; slot++)
        {
            var row = priorities.Slice(slot * Lines, Lines);
            for (var i = 0; i < row.Length; i++)
            {
                if (row[i] > best[i] || (row[i] == best[i] && order[(slot * Lines) + i] > order[(place[i] * Lines) + i])) continue;
                best[i] = row[i];
                place[i] = slot;
            }
        }
    }

    private void Take(int waiting)
    {
        for (var i = 0; i < Lines; i++)
        {
            var (lane, last) = ((place[i] * Lines) + i, ((waiting - 1) * Lines) + i);
            t[i] += p[lane];
            cost[i] += Math.Max(0, t[i] - d[lane]);
            psum[i] -= p[lane];
            dsum[i] -= d[lane];
            p[lane] = p[last];
            d[lane] = d[last];
            order[lane] = order[last];
        }
    }
}
