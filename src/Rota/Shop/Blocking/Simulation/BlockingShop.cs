using System.Collections.Immutable;

namespace Rota.Shop.Blocking.Simulation;

/// <summary>What does not change while a blocking shop runs, as arrays by operation; operations are numbered through all jobs.</summary>
public sealed class BlockingShop
{
    /// <summary>The arrays of a problem.</summary>
    public BlockingShop(BlockingProblem problem)
    {
        Problem = problem;
        var shop = problem.Shop;
        (Jobs, Machines, Operations) = (shop.Jobs.Length, shop.MachineCount, shop.OperationCount);
        (Machine, Duration, WorkFrom) = (new int[Operations], new int[Operations], new int[Operations]);
        First = [.. shop.FirstOperation];
        MachineWork = new int[Machines];
        Words = (Jobs + 63) / 64;
        for (var j = 0; j < Jobs; j++)
        {
            var work = 0;
            for (var o = First[j + 1] - 1; o >= First[j]; o--)
            {
                var mode = shop.Jobs[j].Operations[o - First[j]].Modes[0];
                (Machine[o], Duration[o]) = (mode.Machine, (int)mode.Duration);
                WorkFrom[o] = work += Duration[o];
                MachineWork[mode.Machine] += Duration[o];
            }
            LongestRoute = Math.Max(LongestRoute, First[j + 1] - First[j]);
        }
        MeanDuration = Math.Max(1e-9, Duration.Average());
        WindowsOf = Windows(problem.Stops.Windows);
    }

    /// <summary>The problem.</summary>
    public BlockingProblem Problem { get; }

    /// <summary>Number of jobs.</summary>
    public int Jobs { get; }

    /// <summary>Number of machines.</summary>
    public int Machines { get; }

    /// <summary>Number of operations.</summary>
    public int Operations { get; }

    /// <summary>Operations of the longest route.</summary>
    public int LongestRoute { get; }

    /// <summary>Mean duration.</summary>
    public double MeanDuration { get; }

    /// <summary>First operation of each job, and the number of operations at the end.</summary>
    internal int[] First { get; }

    internal int[] Machine { get; }

    internal int[] Duration { get; }

    /// <summary>Work of each operation and those after it in its job.</summary>
    internal int[] WorkFrom { get; }

    /// <summary>Work of each machine in all.</summary>
    internal int[] MachineWork { get; }

    /// <summary>64-bit words that hold a bit for each job.</summary>
    internal int Words { get; }

    /// <summary>Windows of each machine in order of time; null when there are none at all.</summary>
    internal DownTime[][]? WindowsOf { get; }

    /// <summary>Whose operation it is.</summary>
    internal int JobOf(int operation)
    {
        var job = Array.BinarySearch(First, operation);
        return job >= 0 ? job : ~job - 1;
    }

    private DownTime[][]? Windows(ImmutableArray<DownTime> windows) => windows.IsEmpty
        ? null
        : [.. Enumerable.Range(0, Machines).Select(m => windows.Where(w => w.Machine == m).OrderBy(w => w.Down).ToArray())];
}
