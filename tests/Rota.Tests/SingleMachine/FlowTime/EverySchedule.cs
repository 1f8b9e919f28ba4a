using Rota.SingleMachine.FlowTime;

namespace Rota.Tests.SingleMachine.FlowTime;

/// <summary>The least sum of flow times over every schedule in unit slots, idling included, by trying all.</summary>
internal static class EverySchedule
{
    public static Int128 LeastFlow(FlowProblem problem)
    {
        var known = new Dictionary<(long, string), long>();
        return Least(0, [.. problem.Jobs.Select(job => job.Work)]);

        long Least(long time, long[] left)
        {
            if (left.All(work => work == 0)) return 0;
            if (known.TryGetValue((time, string.Join(',', left)), out var found)) return found;
            var alive = 0;
            for (var j = 0; j < left.Length; j++) alive += left[j] > 0 && problem.Jobs[j].Release <= time ? 1 : 0;
            // Idling is never needed but while nobody is there.
            var best = alive == 0 ? Least(time + 1, left) : long.MaxValue;
            for (var j = 0; j < left.Length; j++)
            {
                if (left[j] == 0 || problem.Jobs[j].Release > time) continue;
                var after = (long[])left.Clone();
                after[j]--;
                best = Math.Min(best, alive + Least(time + 1, after));
            }
            return known[(time, string.Join(',', left))] = best;
        }
    }
}
