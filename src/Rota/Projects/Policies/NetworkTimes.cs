using System.Collections.Immutable;

namespace Rota.Projects.Policies;

/// <summary>
/// What the network alone says of a project's tasks (each in its shortest mode): earliest and latest starts when resources are forgotten, and who follows whom. Latest times count
/// back from the length of the critical path.
/// </summary>
public sealed class NetworkTimes
{
    internal NetworkTimes(long[] durations, int[] order, int[][] successors, Func<int, int, long> length)
    {
        Durations = ImmutableArray.Create(durations);
        Successors = [.. successors.Select(list => ImmutableArray.Create(list))];
        var n = durations.Length;
        var (heads, tails) = (new long[n], new long[n]);
        foreach (var task in order)
            for (var s = 0; s < successors[task].Length; s++) heads[successors[task][s]] = Math.Max(heads[successors[task][s]], heads[task] + length(task, s));
        for (var at = n - 1; at >= 0; at--)
        {
            var task = order[at];
            tails[task] = durations[task];
            for (var s = 0; s < successors[task].Length; s++) tails[task] = Math.Max(tails[task], length(task, s) + tails[successors[task][s]]);
        }
        for (var i = 0; i < n; i++) CriticalPath = Math.Max(CriticalPath, heads[i] + tails[i]);
        EarliestStarts = ImmutableArray.Create(heads);
        LatestStarts = [.. tails.Select(tail => CriticalPath - tail)];
        var follow = new System.Collections.BitArray[n];
        for (var at = n - 1; at >= 0; at--)
        {
            follow[order[at]] = new(n);
            foreach (var successor in successors[order[at]])
            {
                follow[order[at]].Or(follow[successor]);
                follow[order[at]][successor] = true;
            }
        }
        Followers = [.. follow.Select(set => Enumerable.Range(0, n).Where(i => set[i]).ToImmutableArray())];
    }

    /// <summary>Duration of each task.</summary>
    public ImmutableArray<long> Durations { get; }

    /// <summary>Direct successors of each task.</summary>
    public ImmutableArray<ImmutableArray<int>> Successors { get; }

    /// <summary>All tasks that come after each task.</summary>
    public ImmutableArray<ImmutableArray<int>> Followers { get; }

    /// <summary>Earliest start of each task.</summary>
    public ImmutableArray<long> EarliestStarts { get; }

    /// <summary>Latest start of each task.</summary>
    public ImmutableArray<long> LatestStarts { get; }

    /// <summary>Length of the critical path.</summary>
    public long CriticalPath { get; }
}
