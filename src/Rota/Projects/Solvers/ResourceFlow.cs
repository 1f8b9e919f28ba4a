namespace Rota.Projects.Solvers;

/// <summary>
/// A schedule as a partial order: every unit of a renewable resource goes from the task that frees it to the one that takes it next (Policella, Cesta, Oddi and Smith 2004).
/// Whoever keeps these arcs keeps the capacities.
/// </summary>
public static class ResourceFlow
{
    /// <summary>The arcs, from a task that ends to one that begins later or then; none twice.</summary>
    /// <param name="problem">The project.</param>
    /// <param name="schedule">A schedule that keeps every capacity.</param>
    public static HashSet<(int From, int To)> Arcs(ProjectProblem problem, ProjectSchedule schedule)
    {
        var arcs = new HashSet<(int, int)>();
        var order = Enumerable.Range(0, problem.Tasks.Length).OrderBy(i => schedule.Starts[i]).ThenBy(i => problem.End(i, schedule.Modes[i], schedule.Starts[i])).ToArray();
        for (var r = 0; r < problem.Resources.Length; r++)
        {
            if (!problem.Resources[r].Renewable) continue;
            // Who holds how many units until when; nobody holds the first ones.
            var holders = new List<(int Task, long Free, long Units)> { (-1, long.MinValue, problem.Resources[r].Capacity) };
            foreach (var task in order)
            {
                var mode = problem.Tasks[task].Modes[schedule.Modes[task]];
                var start = schedule.Starts[task];
                if (mode.Duration == 0 || mode.DemandOf(r) is not (> 0 and var wanted)) continue;
                // From those who were there last, so that early units stay for others; one holder at a time keeps arcs few.
                holders.Sort((a, b) => b.Free.CompareTo(a.Free));
                var left = wanted;
                for (var h = 0; h < holders.Count && left > 0; h++)
                {
                    var (from, free, units) = holders[h];
                    if (free > start) continue;
                    var taken = Math.Min(left, units);
                    left -= taken;
                    holders[h] = (from, free, units - taken);
                    if (from >= 0) arcs.Add((from, task));
                }
                holders.RemoveAll(holder => holder.Units == 0);
                holders.Add((task, problem.End(task, schedule.Modes[task], start), wanted));
            }
        }
        return arcs;
    }
}
