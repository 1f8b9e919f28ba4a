using System.Runtime.InteropServices;
using Rota.Serving.Engine;

namespace Rota.Serving.Policies;

/// <summary>What a server sees of tools: the seconds between the end of a turn and the program's next request, by tool and all together.</summary>
public sealed class ToolTimes
{
    private readonly Dictionary<int, List<double>> byTool = [];
    private readonly Dictionary<int, double> sums = [];
    private readonly List<double> all = [];
    private double sum;

    /// <summary>Calls seen.</summary>
    public int Count => all.Count;

    /// <summary>Mean of all calls, seconds; null when there was none.</summary>
    public double? Mean => all.Count == 0 ? null : sum / all.Count;

    /// <summary>All times in ascending order, seconds.</summary>
    public ReadOnlySpan<double> All => CollectionsMarshal.AsSpan(all);

    /// <summary>Calls of a tool.</summary>
    public int CountOf(int tool) => byTool.TryGetValue(tool, out var times) ? times.Count : 0;

    /// <summary>Mean of a tool's calls, seconds; null when there was none.</summary>
    public double? MeanOf(int tool) => byTool.TryGetValue(tool, out var times) ? sums[tool] / times.Count : null;

    /// <summary>A tool's times in ascending order, seconds.</summary>
    public ReadOnlySpan<double> Of(int tool) => byTool.TryGetValue(tool, out var times) ? CollectionsMarshal.AsSpan(times) : default;

    /// <summary>Adds a call. Negative times and times that are not finite are dropped.</summary>
    public void Add(int tool, double seconds)
    {
        if (!(seconds >= 0 && double.IsFinite(seconds))) return;
        if (!byTool.TryGetValue(tool, out var times)) byTool[tool] = times = [];
        Insert(times, seconds);
        Insert(all, seconds);
        sums[tool] = sums.GetValueOrDefault(tool) + seconds;
        sum += seconds;
    }

    /// <summary>Adds the call that a request which just joined the queue returns from, if it does.</summary>
    public void Observe(ServingView view, int request)
    {
        if (view.IsPreempted(request) || view.PreviousTurn(request) is not (var previous and >= 0)) return;
        Add(view.ToolCalled(previous), SimTime.ToSeconds(view.Arrival(request) - view.LastToken(previous)));
    }

    private static void Insert(List<double> sorted, double value)
    {
        var place = sorted.BinarySearch(value);
        sorted.Insert(place < 0 ? ~place : place, value);
    }
}
