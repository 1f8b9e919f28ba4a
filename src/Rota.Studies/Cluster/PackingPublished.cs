using System.Globalization;
using System.Text.Json;

namespace Rota.Studies.Cluster;

/// <summary>What was published: outcomes by cell, proven optima, and what the real default scheduler did.</summary>
internal static class PackingPublished
{
    /// <summary>Shares of the calls, in percent, by nodes, pods a node and load; null when the data is absent.</summary>
    public static Dictionary<(int Nodes, int PodsPerNode, string Load), (double Better, double Certified, double Failed)?>? Read(double seconds)
    {
        if (StudyData.Find("cluster/podpack/published_outcomes_prio4.csv") is not { } path) return null;
        var cells = new Dictionary<(int, int, string), (double, double, double)?>();
        foreach (var line in File.ReadLines(path).Skip(1))
        {
            var fields = Array.ConvertAll(line.Split(','), field => double.Parse(field, CultureInfo.InvariantCulture));
            if (fields[0] != seconds) continue;
            var calls = 100 - fields[5];
            if (calls > 0)
                cells[((int)fields[2], (int)fields[3], (fields[1] / 100).ToString("0.00", CultureInfo.InvariantCulture))] =
                    (100 * (fields[7] + fields[8]) / calls, 100 * fields[6] / calls, 100 * fields[4] / calls);
        }
        return cells;
    }

    /// <summary>The published headline for four priorities.</summary>
    public static (double Better, double Certified, double Failed)? Headline(double seconds) => seconds switch
    {
        1 => (44.24, 19.09, 36.67),
        10 => (73.64, 19.85, 6.51),
        20 => (72.54, 20.53, 6.93),
        _ => null,
    };

    /// <summary>Proven best numbers of placed pods for priorities 4 to 1; empty when the data is absent.</summary>
    public static Dictionary<(ulong Seed, int Pods, int Nodes, string Load), int[]> Optima()
    {
        if (StudyData.Find("cluster/podpack/optimum_prio4.csv") is not { } path) return [];
        return File.ReadLines(path).Skip(1).Select(line => line.Split(',')).ToDictionary(
            fields => (ulong.Parse(fields[0], CultureInfo.InvariantCulture), Number(fields[1]), Number(fields[2]), fields[3]),
            fields => new[] { Number(fields[6]), Number(fields[7]), Number(fields[8]), Number(fields[9]) });
    }

    /// <summary>What the real scheduler left running, and what the twin does over some seeds: cases in which they agree, of how many.</summary>
    public static (int Agree, int Cases)? Golden(int seeds)
    {
        if (StudyData.Find("cluster/podpack/golden_default_kwok.json") is not { } path) return null;
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var (agree, cases) = (0, 0);
        var instances = new Dictionary<int, IReadOnlyList<PackingInstance>>();
        foreach (var golden in document.RootElement.GetProperty("cases").EnumerateArray())
        {
            var priorities = golden.GetProperty("priorities").GetInt32();
            if (!instances.TryGetValue(priorities, out var all))
            {
                if (PackingInstance.Read(priorities) is not { } read) return null;
                instances.Add(priorities, all = read);
            }
            var load = golden.GetProperty("util").GetDouble().ToString("0.00", CultureInfo.InvariantCulture);
            var instance = all.First(one => one.Seed == golden.GetProperty("seed").GetUInt64() && one.Nodes == golden.GetProperty("nodes").GetInt32() && one.Pods == golden.GetProperty("pods").GetInt32() && one.Load == load);
            cases++;
            if (Enumerable.Range(0, seeds).All(seed => Agrees(golden, instance, (ulong)seed))) agree++;
        }
        return (agree, cases);
    }

    private static bool Agrees(JsonElement golden, PackingInstance instance, ulong seed)
    {
        var running = instance.Settle(seed).Pods.Where(pod => pod.Node >= 0).ToArray();
        if (running.Length != golden.GetProperty("running").GetInt32()) return false;
        return !golden.TryGetProperty("runningByPriority", out var byPriority)
            || byPriority.EnumerateObject().All(entry => running.Count(pod => pod.Priority == Number(entry.Name)) == entry.Value.GetInt32());
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
