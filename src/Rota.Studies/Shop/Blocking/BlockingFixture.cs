using System.Globalization;
using System.Text.Json;
using Rota.Shop;
using Rota.Shop.Blocking;
using Rota.Shop.Blocking.Policies;
using Rota.Shop.Blocking.Rehearsal;

namespace Rota.Studies.Shop.Blocking;

/// <summary>The shared figures: explicit stops with exact makespans and swaps, means of rules, best makespans known.</summary>
internal static class BlockingFixture
{
    /// <summary>Entries that differ, and entries in all; null without the data.</summary>
    public static (int Different, int All)? Parity(IReadOnlyDictionary<string, ShopProblem> shops)
    {
        if (StudyData.Find("shop/isbjssp_fixture.json") is not { } path) return null;
        using var fixture = JsonDocument.Parse(File.ReadAllText(path));
        var (different, all) = (0, 0);
        foreach (var entry in fixture.RootElement.EnumerateArray())
        {
            int[] stops = [.. entry.GetProperty("interruption").EnumerateArray().SelectMany(job => job.EnumerateArray().Select(x => x.GetInt32()))];
            foreach (var (mode, letter) in new[] { (StopMode.After, "A"), (StopMode.Within, "B") })
                foreach (var rule in BlockingRules.All)
                {
                    var expected = entry.GetProperty("expected_makespan_and_swaps").GetProperty(letter).GetProperty(rule.Name);
                    var problem = new BlockingProblem(shops[entry.GetProperty("instance").GetString()!], stops: new StopModel(mode) { Given = [.. stops] });
                    var row = BlockingRun.Of(problem, new RuleDispatcher(rule), 1, TimeProvider.System).Row;
                    all++;
                    if ((row.Makespan, row.Swaps) != (expected[0].GetInt32(), expected[1].GetInt32())) different++;
                }
        }
        return (different, all);
    }

    /// <summary>Mean makespan of each rule at a level over the instances, as the shared table has it; null without the data.</summary>
    public static double? TableMean(string rule, double level, StopMode mode, IReadOnlyCollection<string> instances)
    {
        if (StudyData.Find($"shop/isbjssp_pdr_mode{(mode == StopMode.After ? 'A' : 'B')}.csv") is not { } path) return null;
        var rows = File.ReadAllLines(path).Select(line => line.Split(',')).ToArray();
        var column = Array.FindIndex(rows[0], name => name.Equals(rule, StringComparison.OrdinalIgnoreCase));
        return rows.Skip(1).Where(row => instances.Contains(row[0]) && double.Parse(row[3], CultureInfo.InvariantCulture) == level)
            .Average(row => double.Parse(row[column], CultureInfo.InvariantCulture));
    }

    /// <summary>Best makespans known with swaps and without stops, by instance.</summary>
    public static Dictionary<string, int> Best() => StudyData.Find("shop/blocking_swap_best.csv") is not { } path
        ? []
        : File.ReadAllLines(path).Skip(1).Select(line => line.Split(',')).Where(row => row[1].Length > 0).ToDictionary(row => row[0], row => int.Parse(row[1], CultureInfo.InvariantCulture));
}
