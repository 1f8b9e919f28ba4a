using Rota.Randomness;

namespace Rota.Projects.Solvers.Flat;

/// <summary>Choices of modes and what they use of the stocks: how much too much, and steps towards enough.</summary>
internal sealed class Stocks
{
    private readonly int[][][] uses;
    private readonly int[][] possible;
    private readonly int[] choice;
    private readonly long[] capacity;
    private readonly long[] used;

    public Stocks(ProjectProblem problem)
    {
        var stocks = Enumerable.Range(0, problem.Resources.Length).Where(r => !problem.Resources[r].Renewable).ToArray();
        capacity = [.. stocks.Select(r => problem.Resources[r].Capacity)];
        used = new long[stocks.Length];
        uses = [.. problem.Tasks.Select(task => task.Modes.Select(mode => stocks.Select(r => (int)Math.Min(int.MaxValue, mode.DemandOf(r))).ToArray()).ToArray())];
        possible = [.. problem.Tasks.Select(task => Enumerable.Range(0, task.Modes.Length).Where(m => ScheduleFaults.IsPossible(problem, task.Modes[m])).ToArray())];
        choice = [.. Enumerable.Range(0, possible.Length).Where(i => possible[i].Length > 1)];
    }

    /// <summary>True when some task can choose.</summary>
    public bool HasChoice => choice.Length > 0;

    /// <summary>Units too many.</summary>
    public long Excess(ReadOnlySpan<int> modes)
    {
        Array.Clear(used);
        for (var i = 0; i < modes.Length; i++)
            for (var r = 0; r < used.Length; r++) used[r] += uses[i][modes[i]][r];
        return Excess();
    }

    /// <summary>Modes drawn at random, the first possible one where there is no choice.</summary>
    public void Draw(int[] modes, RandomStream random)
    {
        for (var i = 0; i < modes.Length; i++) modes[i] = possible[i][possible[i].Length == 1 ? 0 : random.Next(possible[i].Length)];
    }

    /// <summary>Another mode for one task that can choose.</summary>
    public void Change(int[] modes, RandomStream random)
    {
        var task = choice[random.Next(choice.Length)];
        modes[task] = possible[task][random.Next(possible[task].Length)];
    }

    /// <summary>Changes single modes as long as that brings the use down to the stocks, a bounded number of times; gives what is still too much.</summary>
    public long Repair(int[] modes, RandomStream random)
    {
        var excess = Excess(modes);
        for (var step = 0; step < 30 * (choice.Length + 1) && excess > 0 && choice.Length > 0; step++)
        {
            var task = choice[random.Next(choice.Length)];
            var (before, after) = (modes[task], possible[task][random.Next(possible[task].Length)]);
            if (before == after) continue;
            Shift(task, before, after);
            var now = Excess();
            // Sideways steps too: two stocks often trade against each other.
            if (now <= excess) (modes[task], excess) = (after, now);
            else Shift(task, after, before);
        }
        return excess;
    }

    private void Shift(int task, int from, int to)
    {
        for (var r = 0; r < used.Length; r++) used[r] += uses[task][to][r] - uses[task][from][r];
    }

    private long Excess()
    {
        long sum = 0;
        for (var r = 0; r < used.Length; r++) sum += Math.Max(0, used[r] - capacity[r]);
        return sum;
    }
}
